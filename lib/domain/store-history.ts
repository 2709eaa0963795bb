import { Temporal } from 'temporal-polyfill';
import { type DaySlots, HISTORY_VIEW_DAYS, type HistoryDay } from './views/store-history-view.ts';

/** The days of a history, oldest first: day `n` lasts from `bounds[n]` to `bounds[n + 1]`. */
export type HistorySpan = { dates: string[]; bounds: Date[] };

/** The last 90 days on the clocks of a zone; a day is 23 or 25 hours long where its clocks are changed. */
export const historySpan = (now: Date, timeZone: string): HistorySpan => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const days = Array.from({ length: HISTORY_VIEW_DAYS + 1 }, (_, index) =>
    today.add({ days: index + 1 - HISTORY_VIEW_DAYS }),
  );
  return {
    dates: days.slice(0, -1).map(String),
    bounds: days.map((day) => new Date(day.toZonedDateTime({ timeZone }).epochMilliseconds)),
  };
};

/** The backups of one day, summed up. `day` counts from 0. */
export type DayBackups = {
  day: number;
  taken: number;
  failed: number;
  largestBytes: number | null;
  longestSeconds: number | null;
  /** The first and the last good one, and the longest time between two good ones of this day, seconds. */
  first: Date | null;
  last: Date | null;
  longestGapSeconds: number | null;
};

export type ReadHistory = {
  backups: DayBackups[];
  slots: (DaySlots & { day: number })[];
  /** The last good backup before the first day. */
  before: Date | null;
};

const NO_SLOTS: DaySlots = { available: 0, failed: 0, skipped: 0, missed: 0 };

/** Puts what was read into its days, and tells for each how old the last good backup became in it. */
export const historyDays = (
  { dates, bounds }: HistorySpan,
  { backups, slots, before }: ReadHistory,
  now: Date,
): HistoryDay[] => {
  const backupsOf = new Map(backups.map((row) => [row.day, row]));
  const slotsOf = new Map(slots.map(({ day, ...counts }) => [day, counts]));
  let lastGood = before;
  return dates.map((date, day) => {
    const ends = bounds[day + 1]!;
    const row = backupsOf.get(day);
    const oldestSeconds = oldest(row, lastGood, ends < now ? ends : now);
    lastGood = row?.last ?? lastGood;
    return {
      date,
      until: ends.toISOString(),
      taken: row?.taken ?? 0,
      failed: row?.failed ?? 0,
      largestBytes: row?.largestBytes ?? null,
      longestSeconds: row?.longestSeconds ?? null,
      oldestSeconds,
      slots: slotsOf.get(day) ?? NO_SLOTS,
    };
  });
};

/** The age is greatest right before the next good backup, or where the day ends. */
const oldest = (row: DayBackups | undefined, lastGood: Date | null, ends: Date): number | null => {
  const since = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;
  const ages: number[] = [];
  if (lastGood) ages.push(since(lastGood, row?.first ?? ends));
  if (row?.longestGapSeconds) ages.push(row.longestGapSeconds);
  if (row?.last) ages.push(since(row.last, ends));
  return ages.length === 0 ? null : Math.max(0, ...ages);
};
