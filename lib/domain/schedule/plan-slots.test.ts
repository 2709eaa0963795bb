import { expect, it } from 'vitest';
import type { Plan } from '../plan.ts';
import { nextDueSlots, tiersDueAt } from './next-slots.ts';

const plan = (over: Partial<Plan> = {}): Plan => ({
  kind: 'plan',
  minuteOfDay: 150,
  weekday: 7,
  monthDay: 1,
  timeZone: 'UTC',
  ...over,
});
const next = (over: Partial<Plan>, after: string, count: number) =>
  nextDueSlots(plan(over), new Date(after), count).map(
    ({ at, tiers }) => `${at.toISOString().slice(0, 16)} ${tiers.join(' ')}`,
  );

it('is due every day, on the weekday and on the day of the month', () => {
  expect(next({}, '2026-11-28T03:00Z', 4)).toEqual([
    '2026-11-29T02:30 daily weekly',
    '2026-11-30T02:30 daily',
    '2026-12-01T02:30 daily monthly',
    '2026-12-02T02:30 daily',
  ]);
  expect(next({ weekday: 2 }, '2026-12-01T00:00Z', 1)).toEqual(['2026-12-01T02:30 daily weekly monthly']);
});

it.each([
  [31, '2027-02-27', '2027-02-28', true],
  [30, '2027-02-27', '2027-02-28', true],
  [29, '2028-02-28', '2028-02-29', true],
  [31, '2026-04-29', '2026-04-30', true],
  [28, '2027-02-26', '2027-02-27', false],
  [30, '2026-01-30', '2026-01-31', false],
])('day %i: after %s comes %s, monthly: %s', (monthDay, after, day, monthly) => {
  const [slot] = next({ monthDay }, `${after}T12:00Z`, 1);
  expect(slot!.startsWith(day)).toBe(true);
  expect(slot!.includes('monthly')).toBe(monthly);
});

it('keeps the tiers of its own day where the clocks jump over its time', () => {
  // Nuuk goes from 23:00 on Saturday 28 March 2026 to midnight: the slot of that Saturday comes on Sunday.
  const nuuk = { timeZone: 'America/Nuuk', minuteOfDay: 23 * 60 + 30, weekday: 6, monthDay: 28 };
  const [shifted, sunday] = nextDueSlots(plan(nuuk), new Date('2026-03-28T12:00Z'), 2);
  expect(shifted).toEqual({ at: new Date('2026-03-29T01:30Z'), tiers: ['daily', 'weekly', 'monthly'] });
  expect(sunday).toEqual({ at: new Date('2026-03-30T00:30Z'), tiers: ['daily'] });
  expect(tiersDueAt(plan(nuuk), shifted!.at)).toEqual(['daily', 'weekly', 'monthly']);
});

it('runs a time that comes twice in autumn once, and gives two days that fall on one instant one slot', () => {
  expect(next({ timeZone: 'Europe/Berlin' }, '2026-10-24T12:00Z', 2)).toEqual([
    '2026-10-25T00:30 daily weekly',
    '2026-10-26T01:30 daily',
  ]);
  // Apia had no Friday 30 December 2011: its slot falls on that of Saturday, and wears the tiers of both.
  const apia = { timeZone: 'Pacific/Apia', weekday: 5, monthDay: 31 };
  expect(next(apia, '2011-12-29T13:00Z', 2)).toEqual([
    '2011-12-30T12:30 daily weekly monthly',
    '2011-12-31T12:30 daily',
  ]);
});

it('has no tiers at an instant that is no slot', () => {
  expect(tiersDueAt(plan(), new Date('2026-11-29T02:31Z'))).toEqual([]);
});
