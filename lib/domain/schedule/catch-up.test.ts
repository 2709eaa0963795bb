import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grid } from '../policy.ts';
import { catchUp } from './catch-up.ts';
import { nextSlots, slotsBetween } from './next-slots.ts';

const daily: Grid = {
  kind: 'grid',
  days: [1, 2, 3, 4, 5, 6, 7],
  hours: [2],
  everyHour: false,
  timeZone: 'UTC',
};
const hourly: Grid = { ...daily, hours: [], everyHour: true };
const date = (text: string): Date => new Date(text);

describe('catchUp', () => {
  it('waits while nothing is due', () => {
    expect(catchUp(daily, date('2026-11-24T02:00Z'), date('2026-11-24T01:59Z'))).toEqual({
      missed: [],
      run: null,
      late: false,
      nextAt: date('2026-11-24T02:00Z'),
      more: false,
    });
  });

  it.each([
    ['on the dot', '2026-11-24T02:00:00Z', false],
    ['after five minutes', '2026-11-24T02:05:00Z', false],
    ['a little later', '2026-11-24T02:05:00.001Z', true],
    ['at the end of the day', '2026-11-25T01:59:59Z', true],
  ])('runs one slot %s', (_, now, late) => {
    expect(catchUp(daily, date('2026-11-24T02:00Z'), date(now))).toEqual({
      missed: [],
      run: date('2026-11-24T02:00Z'),
      late,
      nextAt: date('2026-11-25T02:00Z'),
      more: false,
    });
  });

  it('after three ticks runs the newest and misses the others', () => {
    expect(catchUp(daily, date('2026-11-21T02:00Z'), date('2026-11-23T12:00Z'))).toEqual({
      missed: [date('2026-11-21T02:00Z'), date('2026-11-22T02:00Z')],
      run: date('2026-11-23T02:00Z'),
      late: true,
      nextAt: date('2026-11-24T02:00Z'),
      more: false,
    });
  });

  it('settles a year of every hour in batches', () => {
    const start = date('2025-11-23T00:00Z');
    const now = date('2026-11-23T00:30Z');
    const missed: Date[] = [];
    let calls = 0;
    let result = catchUp(hourly, start, now);
    for (; result.more; result = catchUp(hourly, result.nextAt!, now)) {
      expect(result.run).toBeNull();
      missed.push(...result.missed);
      calls += 1;
    }
    missed.push(...result.missed);
    expect(calls).toBe(2);
    expect(missed).toHaveLength(365 * 24);
    expect(result.run).toEqual(date('2026-11-23T00:00Z'));
    expect(result.nextAt).toEqual(date('2026-11-23T01:00Z'));
  });

  it('runs nothing where the rules of the zone have moved the slot away', () => {
    // Written down when 02:00 was a slot; the grid now says 03:00.
    const grid = { ...daily, hours: [3] };
    expect(catchUp(grid, date('2026-11-24T02:00Z'), date('2026-11-24T02:00Z'))).toEqual({
      missed: [],
      run: null,
      late: false,
      nextAt: date('2026-11-24T03:00Z'),
      more: false,
    });
  });

  it('gives every slot one record, whenever the scheduler looks and wherever its clock jumps', () => {
    const looks = fc.array(fc.integer({ min: -90 * 60_000, max: 3 * 86_400_000 }), { maxLength: 30 });
    const grid = fc.constantFrom<Grid>(
      hourly,
      daily,
      { ...hourly, timeZone: 'Europe/Madrid' },
      { ...daily, hours: [0, 2, 3, 23], timeZone: 'Australia/Lord_Howe' },
    );
    fc.assert(
      fc.property(grid, looks, fc.integer({ min: 1, max: 40 }), (grid, looks, batch) => {
        const start = date('2026-10-01T00:00Z');
        let nextAt = nextSlots(grid, start, 1)[0]!;
        let now = start.getTime();
        let latest = now;
        const records: number[] = [];
        for (const look of looks) {
          now += look;
          latest = Math.max(latest, now);
          for (let more = true; more; ) {
            const result = catchUp(grid, nextAt, new Date(now), batch);
            records.push(
              ...[...result.missed, ...(result.run ? [result.run] : [])].map((slot) => slot.getTime()),
            );
            expect(result.missed.length).toBeLessThanOrEqual(batch);
            nextAt = result.nextAt!;
            more = result.more;
          }
        }
        const due = slotsBetween(grid, start, new Date(latest), 100_000).map((slot) => slot.getTime());
        expect(records).toEqual(due);
      }),
      { numRuns: 300 },
    );
  });
});
