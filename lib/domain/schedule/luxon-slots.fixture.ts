import { IANAZone } from 'luxon';
import type { Grid } from '../policy.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A zone's clocks, read at every step of a stretch of time: local times as if they were UTC, in milliseconds. */
export type Clocks = { from: number; step: number; local: number[] };

/** Reads them through luxon. Changes of the clocks must fall on steps. */
export const readClocks = (timeZone: string, from: number, until: number, step: number): Clocks => {
  const zone = IANAZone.create(timeZone);
  const local: number[] = [];
  for (let at = from; at <= until; at += step) local.push(at + zone.offset(at) * 60_000);
  return { from, step, local };
};

/** The instants at which a zone's offset changes, to the minute. */
export const offsetChanges = (timeZone: string, from: number, until: number): number[] => {
  const zone = IANAZone.create(timeZone);
  const changes: number[] = [];
  for (let day = from; day < until; day += DAY) {
    let [low, high] = [day, day + DAY];
    if (zone.offset(low) === zone.offset(high)) continue;
    while (high - low > 60_000) {
      const middle = Math.floor((low + high) / 120_000) * 60_000;
      if (zone.offset(middle) === zone.offset(low)) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
};

/**
 * The slots of a grid by watching the clocks go by, step after step, as a person would: an hour that shows up on a
 * chosen day is a slot, the second time only with Every Hour; what the clocks jump over comes as much later as it
 * lies in the jump. Shares no rule of calculation with `nextSlots`.
 */
export const watchedSlots = (grid: Grid, { from, step, local }: Clocks): number[] => {
  const slots = new Set<number>();
  const shown = new Set<number>();
  for (let index = 1; index < local.length; index += 1) {
    const now = local[index]!;
    const expected = local[index - 1]! + step;
    const at = from + index * step;
    for (let skipped = Math.ceil(expected / HOUR) * HOUR; skipped < now; skipped += HOUR) {
      if (isChosen(grid, skipped)) slots.add(at + skipped - expected);
    }
    if (now % HOUR !== 0 || !isChosen(grid, now)) continue;
    if (grid.everyHour || !shown.has(now)) slots.add(at);
    shown.add(now);
  }
  return [...slots].sort((one, other) => one - other);
};

const isChosen = (grid: Grid, local: number): boolean => {
  const clock = new Date(local);
  return (
    grid.days.includes(clock.getUTCDay() || 7) && (grid.everyHour || grid.hours.includes(clock.getUTCHours()))
  );
};
