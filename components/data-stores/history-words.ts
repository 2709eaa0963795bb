import type { DaySlots, HistoryDay } from '#lib/domain/views/store-history-view';

/** Words of a store's last 90 days. Pure, and the same on the server and in the browser. */

export const SLOT_KINDS = ['available', 'failed', 'skipped', 'missed'] as const satisfies (keyof DaySlots)[];
export type SlotKind = (typeof SLOT_KINDS)[number];
export const SLOT_KIND_WORDS: Record<SlotKind, string> = {
  available: 'Available',
  failed: 'Failed',
  skipped: 'Skipped',
  missed: 'Missed',
};

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const partsOf = (date: string) => {
  const parts = format.formatToParts(new Date(`${date}T00:00:00Z`));
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
};

/** `Mon 23 Nov`. */
export const dayWords = (date: string): string => {
  const part = partsOf(date);
  return `${part('weekday')} ${part('day')} ${part('month')}`;
};

/** `23 Nov`. */
const shortDayWords = (date: string): string => {
  const part = partsOf(date);
  return `${part('day')} ${part('month')}`;
};

/** `23`; on the first of a month its name, so that a row of numbers can be read: `Nov`. */
export const cellWords = (date: string): string => {
  const day = Number(date.slice(-2));
  return day === 1 ? partsOf(date)('month') : String(day);
};

/** `3 available, 1 failed`; `no slot`. */
export const slotsWords = (slots: DaySlots): string => {
  const parts = SLOT_KINDS.filter((kind) => slots[kind] > 0).map(
    (kind) => `${slots[kind]} ${SLOT_KIND_WORDS[kind].toLowerCase()}`,
  );
  return parts.length === 0 ? 'no slot' : parts.join(', ');
};

/** What a day is shown as: the worst that became of a slot of it; null without a slot. */
export const worstOf = (slots: DaySlots): SlotKind | null =>
  (['failed', 'missed', 'skipped', 'available'] as const).find((kind) => slots[kind] > 0) ?? null;

export const totalSlots = (days: readonly Pick<HistoryDay, 'slots'>[]): DaySlots => {
  const sum = (kind: SlotKind) => days.reduce((total, { slots }) => total + slots[kind], 0);
  return {
    available: sum('available'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    missed: sum('missed'),
  };
};

const KIND_FILTERS: Record<SlotKind, Record<string, string>> = {
  available: { kind: 'backup', state: 'completed' },
  failed: { kind: 'backup', state: 'failed' },
  skipped: { kind: 'slot', state: 'skipped' },
  missed: { kind: 'slot', state: 'missed' },
};

/** Activity of the store from this day on back, with what the day is shown as. */
export const activityHref = (dataStoreId: string, kind: SlotKind, cursor: string | null): string =>
  `/activity?${new URLSearchParams({ dataStore: dataStoreId, ...KIND_FILTERS[kind], ...(cursor ? { cursor } : {}) })}`;

/** The first day, the middle one and today. */
export const endsOf = (days: readonly Pick<HistoryDay, 'date'>[]): string[] =>
  [days[0], days[Math.floor(days.length / 2)], days.at(-1)].map((day) =>
    day ? shortDayWords(day.date) : '',
  );
