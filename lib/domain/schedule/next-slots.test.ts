import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Grid } from '../policy.ts';
import { nextSlots, slotsBetween } from './next-slots.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const grid = (over: Partial<Grid>): Grid => ({
  kind: 'grid',
  days: [1, 2, 3, 4, 5, 6, 7],
  hours: [2],
  everyHour: false,
  timeZone: 'UTC',
  ...over,
});

const next = (over: Partial<Grid>, after: string, count: number): string[] =>
  nextSlots(grid(over), new Date(after), count).map((slot) => slot.toISOString().slice(0, 16));

describe('nextSlots', () => {
  it('takes chosen hours of chosen days', () => {
    expect(
      next({ days: [1, 2, 3, 4, 5], hours: [8, 14], timeZone: 'Europe/Madrid' }, '2026-11-27T08:00Z', 4),
    ).toEqual(['2026-11-27T13:00', '2026-11-30T07:00', '2026-11-30T13:00', '2026-12-01T07:00']);
  });

  it('begins after the instant, not at it', () => {
    expect(next({}, '2026-11-23T02:00Z', 1)).toEqual(['2026-11-24T02:00']);
    expect(next({}, '2026-11-23T01:59:59.999Z', 1)).toEqual(['2026-11-23T02:00']);
  });

  it('takes every hour across midnight and the year', () => {
    expect(next({ hours: [], everyHour: true }, '2026-12-31T22:10Z', 3)).toEqual([
      '2026-12-31T23:00',
      '2027-01-01T00:00',
      '2027-01-01T01:00',
    ]);
  });

  it('shifts a time in the spring gap after it', () => {
    // 02:00 does not exist in Berlin on 29 March 2026: it runs at 03:00, summer time.
    expect(next({ timeZone: 'Europe/Berlin' }, '2026-03-27T12:00Z', 3)).toEqual([
      '2026-03-28T01:00',
      '2026-03-29T01:00',
      '2026-03-30T00:00',
    ]);
  });

  it('runs two times that fall on one instant once', () => {
    expect(next({ timeZone: 'Europe/Berlin', hours: [2, 3] }, '2026-03-28T12:00Z', 3)).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:00',
      '2026-03-30T01:00',
    ]);
  });

  it('runs a time that comes twice in autumn once, the first time', () => {
    expect(next({ timeZone: 'Europe/Berlin' }, '2026-10-24T12:00Z', 2)).toEqual([
      '2026-10-25T00:00',
      '2026-10-26T01:00',
    ]);
  });

  it('runs it once even with all hours ticked, and twice with Every Hour', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    const berlin = { timeZone: 'Europe/Berlin' };
    expect(next({ ...berlin, hours }, '2026-10-24T23:30Z', 3)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
    expect(next({ ...berlin, hours: [], everyHour: true }, '2026-10-24T23:30Z', 3)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
    ]);
  });

  it.each([
    // Spring, 2:00 becomes 2:30: the hour that falls into the gap runs right after it.
    ['2026-10-03T14:15Z', ['14:30', '15:30', '16:00', '17:00']],
    // Autumn, 2:00 becomes 1:30: no full hour comes twice.
    ['2026-04-04T13:45Z', ['14:00', '15:30', '16:30', '17:30']],
  ])("follows Lord Howe's half hour from %s", (after, times) => {
    const slots = next({ timeZone: 'Australia/Lord_Howe', hours: [], everyHour: true }, after, 4);
    expect(slots.map((slot) => slot.slice(11))).toEqual(times);
  });

  it("follows Troll's two hours", () => {
    const troll = { timeZone: 'Antarctica/Troll' };
    expect(next({ ...troll, hours: [1, 2, 3, 4] }, '2026-03-29T00:30Z', 3)).toEqual([
      '2026-03-29T01:00',
      '2026-03-29T02:00',
      '2026-03-29T23:00',
    ]);
    expect(next({ ...troll, hours: [1] }, '2026-10-24T12:00Z', 2)).toEqual([
      '2026-10-24T23:00',
      '2026-10-26T01:00',
    ]);
  });

  it("runs the slots of Apia's skipped Friday on the Saturday", () => {
    const apia = { timeZone: 'Pacific/Apia', hours: [2, 20] };
    expect(next({ ...apia, days: [5] }, '2011-12-29T12:00Z', 2)).toEqual([
      '2011-12-30T12:00',
      '2011-12-31T06:00',
    ]);
    expect(next(apia, '2011-12-29T12:00Z', 4)).toEqual([
      '2011-12-30T06:00',
      '2011-12-30T12:00',
      '2011-12-31T06:00',
      '2011-12-31T12:00',
    ]);
  });

  it('keeps midnight where midnight is skipped', () => {
    // Beirut goes from 00:00 to 01:00 on 29 March 2026.
    expect(next({ timeZone: 'Asia/Beirut', hours: [0] }, '2026-03-28T12:00Z', 2)).toEqual([
      '2026-03-28T22:00',
      '2026-03-29T21:00',
    ]);
  });

  it.each([
    ['no day', { days: [] }],
    ['no hour', { hours: [] }],
  ])('has none with %s', (_, over) => {
    expect(next(over, '2026-03-28T12:00Z', 2)).toEqual([]);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => next({ timeZone: 'Mars/Olympus' }, '2026-03-28T12:00Z', 2)).toThrow(RangeError);
  });
});

describe('slotsBetween', () => {
  it('leaves out the first instant, keeps the last and stops at the limit', () => {
    const between = (after: string, until: string, limit: number) =>
      slotsBetween(grid({ hours: [1, 2, 3] }), new Date(after), new Date(until), limit).map((slot) =>
        slot.getUTCHours(),
      );
    expect(between('2026-11-23T01:00Z', '2026-11-23T03:00Z', 10)).toEqual([2, 3]);
    expect(between('2026-11-23T00:00Z', '2026-11-24T00:00Z', 2)).toEqual([1, 2]);
    expect(between('2026-11-23T03:00Z', '2026-11-23T03:00Z', 10)).toEqual([]);
    expect(between('2026-11-24T00:00Z', '2026-11-23T00:00Z', 10)).toEqual([]);
    expect(between('2026-11-23T00:00Z', '2026-11-24T00:00Z', 0)).toEqual([]);
  });

  it('counts the real hours of a year', () => {
    const year = slotsBetween(
      grid({ everyHour: true, hours: [], timeZone: 'Europe/Madrid' }),
      new Date('2025-11-23T00:00Z'),
      new Date('2026-11-23T00:00Z'),
      100_000,
    );
    expect(year).toHaveLength(365 * 24);
  });
});

describe('properties', () => {
  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
  const anyGrid: fc.Arbitrary<Grid> = fc
    .record({
      kind: fc.constant('grid' as const),
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      hours: fc.subarray(
        Array.from({ length: 24 }, (_, hour) => hour),
        { minLength: 1 },
      ),
      everyHour: fc.boolean(),
      timeZone: zone,
    })
    .map((each) => (each.everyHour ? { ...each, hours: [] } : each));
  const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2031-01-01'), noInvalidDate: true });

  it('gives as many as asked for, each later than the one before', () => {
    fc.assert(
      fc.property(anyGrid, instant, fc.integer({ min: 1, max: 60 }), (grid, after, count) => {
        const slots = nextSlots(grid, after, count);
        expect(slots).toHaveLength(count);
        let last = after;
        for (const slot of slots) {
          expect(slot.getTime()).toBeGreaterThan(last.getTime());
          last = slot;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('goes on from each slot to the next one', () => {
    fc.assert(
      fc.property(anyGrid, instant, (grid, after) => {
        const slots = nextSlots(grid, after, 20);
        for (const [index, slot] of slots.slice(0, -1).entries()) {
          expect(nextSlots(grid, slot, 1)).toEqual([slots[index + 1]]);
        }
        expect(slotsBetween(grid, after, slots.at(-1)!, 1000)).toEqual(slots);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same slots whatever the instant it starts from', () => {
    fc.assert(
      fc.property(anyGrid, instant, fc.integer({ min: 0, max: 20 * DAY }), (grid, after, ahead) => {
        const middle = new Date(after.getTime() + ahead);
        const end = new Date(after.getTime() + 30 * DAY);
        const whole = slotsBetween(grid, after, end, 10_000);
        const parts = [
          ...slotsBetween(grid, after, middle, 10_000),
          ...slotsBetween(grid, middle, end, 10_000),
        ];
        expect(parts).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('stands on a chosen hour of a chosen day, but right after the clocks were put forward', () => {
    fc.assert(
      fc.property(anyGrid, instant, (grid, after) => {
        const clock = IANAZone.create(grid.timeZone);
        for (const slot of nextSlots(grid, after, 50)) {
          const at = slot.getTime();
          const local = new Date(at + clock.offset(at) * 60_000);
          const chosen =
            grid.days.includes(local.getUTCDay() || 7) &&
            (grid.everyHour || grid.hours.includes(local.getUTCHours())) &&
            at % 60_000 === 0 &&
            local.getUTCMinutes() === 0;
          // A shifted slot comes at most as long after the change as the gap was: two hours in these years.
          const shifted = clock.offset(at) > clock.offset(at - 3 * HOUR);
          expect(chosen || shifted).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('misses no chosen hour that the clocks show', () => {
    fc.assert(
      fc.property(anyGrid, instant, (grid, after) => {
        const clock = IANAZone.create(grid.timeZone);
        const until = after.getTime() + 9 * DAY;
        const slots = new Set(
          slotsBetween(grid, after, new Date(until), 10_000).map((slot) => slot.getTime()),
        );
        const quarter = HOUR / 4;
        for (let at = Math.ceil(after.getTime() / quarter + 1) * quarter; at <= until; at += quarter) {
          const local = at + clock.offset(at) * 60_000;
          const wall = new Date(local);
          if (local % HOUR !== 0 || !grid.days.includes(wall.getUTCDay() || 7)) continue;
          if (!grid.everyHour && !grid.hours.includes(wall.getUTCHours())) continue;
          const again = [HOUR / 2, HOUR, 2 * HOUR].some(
            (back) => at - back + clock.offset(at - back) * 60_000 === local,
          );
          expect(slots.has(at)).toBe(grid.everyHour || !again);
        }
      }),
      { numRuns: 200 },
    );
  });
});
