import { describe, expect, it } from 'vitest';
import { type DayBackups, historyDays, historySpan } from './store-history.ts';

describe('historySpan', () => {
  it('ends with today, on the clocks of the zone', () => {
    const { dates, bounds } = historySpan(new Date('2026-11-22T23:30:00Z'), 'Europe/Madrid');
    expect(dates).toHaveLength(90);
    expect([dates[0], dates.at(-1)]).toEqual(['2026-08-26', '2026-11-23']);
    expect(bounds.at(-1)!.toISOString()).toBe('2026-11-23T23:00:00.000Z');
  });

  it('knows the day of 25 hours', () => {
    const { dates, bounds } = historySpan(new Date('2026-11-23T12:00:00Z'), 'Europe/Madrid');
    const day = dates.indexOf('2026-10-25');
    expect(bounds[day + 1]!.getTime() - bounds[day]!.getTime()).toBe(25 * 3_600_000);
  });
});

describe('historyDays', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const span = historySpan(now, 'UTC');
  const day = (date: string) => span.dates.indexOf(date);
  const H = 3600;
  const backups = (date: string, first: string, last: string, gap: number | null): DayBackups => ({
    day: day(date),
    taken: first === last ? 1 : 2,
    failed: 0,
    largestBytes: 10,
    longestSeconds: 2,
    first: new Date(`${date}T${first}Z`),
    last: new Date(`${date}T${last}Z`),
    longestGapSeconds: gap,
  });
  const ages = (read: DayBackups[], before: Date | null) =>
    historyDays(span, { backups: read, slots: [], before }, now)
      .slice(-3)
      .map(({ oldestSeconds }) => oldestSeconds);

  it.each([
    ['none ever', [], null, [null, null, null]],
    [
      'the first one today: its age is told by the hours since',
      [backups('2026-11-23', '10:00', '10:00', null)],
      null,
      [null, null, 2 * H],
    ],
    ['none since long', [], new Date('2026-08-20T00:00:00Z'), [94 * 24 * H, 95 * 24 * H, 95.5 * 24 * H]],
    [
      'the greatest of a day: before its first, between two, or at its end',
      [
        backups('2026-11-21', '23:00', '23:00', null),
        backups('2026-11-22', '02:00', '20:00', 18 * H),
        backups('2026-11-23', '11:00', '11:00', null),
      ],
      null,
      [1 * H, 18 * H, 15 * H],
    ],
  ] as const)('ages: %s', (_, read, before, wanted) => {
    expect(ages([...read], before)).toEqual(wanted);
  });

  it('has a place for every day, empty ones too', () => {
    const slots = [{ day: day('2026-11-22'), available: 3, failed: 1, skipped: 0, missed: 2 }];
    const days = historyDays(span, { backups: [], slots, before: null }, now);
    expect(days).toHaveLength(90);
    expect(days.at(-2)).toMatchObject({
      date: '2026-11-22',
      until: '2026-11-23T00:00:00.000Z',
      slots: { available: 3, missed: 2 },
    });
    expect(days.at(-1)).toMatchObject({ taken: 0, largestBytes: null, slots: { available: 0, failed: 0 } });
  });
});
