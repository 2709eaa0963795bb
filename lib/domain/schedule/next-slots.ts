import type { Grid } from '../policy.ts';
import { instantsOf } from './local-time.ts';
import { type Span, spanAt, zoneSpans } from './zone-spans.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_HOUR: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** The first `count` slots after an instant, in order. None for a grid without a day or an hour. */
export const nextSlots = (grid: Grid, after: Date, count: number): Date[] =>
  take(grid, after, new Date(8.64e15), count);

/** The slots after `after`, up to and with `until`, in order, at most `limit`. */
export const slotsBetween = (grid: Grid, after: Date, until: Date, limit: number): Date[] =>
  take(grid, after, until, limit);

const take = (grid: Grid, after: Date, until: Date, count: number): Date[] => {
  const slots: Date[] = [];
  if (count < 1 || after.getTime() >= until.getTime()) return slots;
  for (const instant of slotsAfter(grid, after.getTime())) {
    if (instant > until.getTime()) break;
    slots.push(new Date(instant));
    if (slots.length >= count) break;
  }
  return slots;
};

/** All slots after an instant, in order, each once. */
function* slotsAfter(grid: Grid, after: number): Generator<number> {
  const hours = grid.everyHour ? EVERY_HOUR : grid.hours;
  if (grid.days.length === 0 || hours.length === 0) return;
  const { timeZone } = grid;
  let spans = zoneSpans(timeZone, new Date(after).getUTCFullYear());
  // A day earlier: what lies in a gap is shifted by its length, a day at most, and may fall on the next day.
  let day = Math.floor((after + spanAt(spans, after).offset) / DAY) - 1;
  let waiting: number[] = [];
  for (; ; day += 1) {
    spans = zoneSpans(timeZone, new Date(day * DAY).getUTCFullYear());
    if (grid.days.includes(isoWeekday(day))) waiting.push(...slotsOfDay(spans, day, hours, grid.everyHour));
    // A later day has no slot before its midnight at the greatest offset around: what lies before that is complete.
    const complete = (day + 1) * DAY - greatestOffset(timeZone, day + 1);
    const ready = new Set(waiting.filter((instant) => instant > after && instant < complete));
    waiting = waiting.filter((instant) => instant >= complete);
    yield* [...ready].sort((a, b) => a - b);
  }
}

const slotsOfDay = (
  spans: readonly Span[],
  day: number,
  hours: readonly number[],
  twice: boolean,
): number[] =>
  hours.flatMap((hour) => {
    const instants = instantsOf(spans, day * DAY + hour * HOUR);
    return twice ? instants : instants.slice(0, 1);
  });

/** ISO weekday of a day counted from 1 January 1970, a Thursday. */
const isoWeekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const greatestOffset = (timeZone: string, day: number): number =>
  Math.max(...zoneSpans(timeZone, new Date(day * DAY).getUTCFullYear()).map((span) => span.offset));
