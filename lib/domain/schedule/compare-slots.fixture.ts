import { expect } from 'vitest';
import type { Grid } from '../policy.ts';
import { readClocks, watchedSlots } from './luxon-slots.fixture.ts';
import { slotsBetween } from './next-slots.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const grids = (timeZone: string): Grid[] => [
  { kind: 'grid', days: [1, 2, 3, 4, 5, 6, 7], hours: [], everyHour: true, timeZone },
  {
    kind: 'grid',
    days: [1, 2, 3, 4, 5, 6, 7],
    hours: Array.from({ length: 24 }, (_, hour) => hour),
    everyHour: false,
    timeZone,
  },
  { kind: 'grid', days: [6, 7], hours: [], everyHour: true, timeZone },
  { kind: 'grid', days: [7], hours: [0, 1, 2, 3, 23], everyHour: false, timeZone },
  { kind: 'grid', days: [5, 6], hours: [0, 2, 22, 23], everyHour: false, timeZone },
  { kind: 'grid', days: [1, 3], hours: [2, 14], everyHour: false, timeZone },
];

/**
 * Compares `slotsBetween` with the clocks as luxon shows them, four days around an instant. The clocks are watched from
 * earlier on, so that what repeats is known.
 */
export const compareAround = (timeZone: string, instant: number, step: number): void => {
  const [from, until] = [instant - 4 * DAY, instant + 4 * DAY];
  const clocks = readClocks(timeZone, from - 3 * DAY, until + 2 * DAY, step);
  for (const grid of grids(timeZone)) {
    const watched = watchedSlots(grid, clocks).filter((slot) => slot <= until);
    // Also from the middle of it: what lies before the start may be shifted after it.
    for (const start of [from, instant - 1, instant, instant + HOUR]) {
      const computed = slotsBetween(grid, new Date(start), new Date(until), 10_000);
      const expected = watched.filter((slot) => slot > start);
      expect({ grid, slots: computed.map(iso) }).toEqual({ grid, slots: expected.map(iso) });
    }
  }
};

const iso = (instant: number | Date): string => new Date(instant).toISOString();
