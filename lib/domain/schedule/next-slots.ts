import type { Tier } from '../backup.ts';
import type { Timing } from '../policy.ts';
import { slotsOfDay } from './slots-of-day.ts';
import { spanAt, zoneSpans } from './zone-spans.ts';

const DAY = 86_400_000;

/** A nominal time and the tiers that are due in it; none for a grid, which knows no tiers. */
export type DueSlot = { at: Date; tiers: Tier[] };

/** The first `count` slots after an instant, in order. None for a grid without a day or an hour. */
export const nextSlots = (timing: Timing, after: Date, count: number): Date[] =>
  nextDueSlots(timing, after, count).map(({ at }) => at);

/** The same, with the tiers that are due in each. */
export const nextDueSlots = (timing: Timing, after: Date, count: number): DueSlot[] =>
  take(timing, after, new Date(8.64e15), count);

/** The slots after `after`, up to and with `until`, in order, at most `limit`. */
export const slotsBetween = (timing: Timing, after: Date, until: Date, limit: number): Date[] =>
  take(timing, after, until, limit).map(({ at }) => at);

/** The tiers that are due at a nominal time. */
export const tiersDueAt = (timing: Timing, at: Date): Tier[] =>
  take(timing, new Date(at.getTime() - 1), at, 1)[0]?.tiers ?? [];

const take = (timing: Timing, after: Date, until: Date, count: number): DueSlot[] => {
  const slots: DueSlot[] = [];
  if (count < 1 || after.getTime() >= until.getTime() || isEmpty(timing)) return slots;
  for (const [instant, tiers] of slotsAfter(timing, after.getTime())) {
    if (instant > until.getTime()) break;
    slots.push({ at: new Date(instant), tiers });
    if (slots.length >= count) break;
  }
  return slots;
};

const isEmpty = (timing: Timing): boolean =>
  timing.kind === 'grid' && (timing.days.length === 0 || (timing.hours.length === 0 && !timing.everyHour));

/** All slots after an instant, in order, each instant once: two that fall on one are one, with the tiers of both. */
function* slotsAfter(timing: Timing, after: number): Generator<[number, Tier[]]> {
  const { timeZone } = timing;
  let spans = zoneSpans(timeZone, new Date(after).getUTCFullYear());
  // A day earlier: what lies in a gap is shifted by its length, a day at most, and may fall on the next day.
  let day = Math.floor((after + spanAt(spans, after).offset) / DAY) - 1;
  const waiting = new Map<number, Tier[]>();
  for (; ; day += 1) {
    spans = zoneSpans(timeZone, new Date(day * DAY).getUTCFullYear());
    for (const { instant, tiers } of slotsOfDay(timing, spans, day))
      waiting.set(instant, withTiers(waiting.get(instant), tiers));
    // A later day has no slot before its midnight at the greatest offset around: what lies before that is complete.
    const complete = (day + 1) * DAY - greatestOffset(timeZone, day + 1);
    const ready = [...waiting.keys()].filter((instant) => instant < complete).sort((a, b) => a - b);
    for (const instant of ready) {
      const tiers = waiting.get(instant)!;
      waiting.delete(instant);
      if (instant > after) yield [instant, tiers];
    }
  }
}

const withTiers = (known: Tier[] | undefined, tiers: Tier[]): Tier[] =>
  known === undefined ? tiers : [...known, ...tiers.filter((tier) => !known.includes(tier))];

const greatestOffset = (timeZone: string, day: number): number =>
  Math.max(...zoneSpans(timeZone, new Date(day * DAY).getUTCFullYear()).map((span) => span.offset));
