import { expect, it } from 'vitest';
import type { Tier } from '../backup.ts';
import { tierSpanSeconds } from './tier-span.ts';

const terms = {
  keep: { days: 7, weeks: 4, months: 3, onDemand: 1 },
  minuteOfDay: 150,
  monthDay: 1,
  timeZone: 'UTC',
};
const until = (tiers: Tier[], slotAt: string, change: Partial<typeof terms> = {}): string => {
  const at = new Date(slotAt);
  const seconds = tierSpanSeconds(tiers, at, { ...terms, ...change });
  return new Date(at.getTime() + seconds * 1000).toISOString().slice(0, 16);
};

it('is as long as the tier that holds it longest', () => {
  expect(until(['daily'], '2026-11-01T02:30Z')).toBe('2026-11-08T02:30');
  expect(until(['daily', 'weekly'], '2026-11-01T02:30Z')).toBe('2026-11-29T02:30');
  expect(until(['daily', 'weekly', 'monthly'], '2026-11-01T02:30Z')).toBe('2027-02-01T02:30');
  const short = { keep: { days: 100, weeks: 1, months: 1, onDemand: 1 } };
  expect(until(['daily', 'weekly', 'monthly'], '2026-11-01T02:30Z', short)).toBe('2027-02-09T02:30');
  expect(tierSpanSeconds(['on-demand'], new Date(), terms)).toBe(0);
});

it.each([
  [31, '2026-11-30', '2027-02-28'],
  [31, '2027-02-28', '2027-05-31'],
  [30, '2027-02-28', '2027-05-30'],
  [31, '2027-01-31', '2027-04-30'],
  [29, '2028-02-29', '2028-05-29'],
  [28, '2027-02-28', '2027-05-28'],
  [31, '2027-04-30', '2027-07-31'],
  [30, '2027-04-30', '2027-07-30'],
  [30, '2028-02-29', '2028-05-30'],
  [31, '2028-02-29', '2028-05-31'],
  [29, '2027-11-29', '2028-02-29'],
  [15, '2027-01-15', '2027-04-15'],
  // moved from another day of the month: it goes with that day of its own, not with the plan's
  [31, '2027-01-15', '2027-04-15'],
  [1, '2027-04-30', '2027-07-30'],
  [1, '2027-01-31', '2027-04-30'],
])('of day %i: that of %s goes with that of %s', (monthDay, slot, end) =>
  expect(until(['monthly'], `${slot}T02:30Z`, { monthDay })).toBe(`${end}T02:30`),
);

it('goes with a slot, whatever the clocks do in between', () => {
  const berlin = { timeZone: 'Europe/Berlin' };
  // 25 October 2026: an hour longer; 29 March 2026: 02:30 is shifted to 03:30, and the next ones come at 02:30 again
  expect(until(['daily'], '2026-10-20T00:30Z', berlin)).toBe('2026-10-27T01:30');
  expect(until(['daily'], '2026-03-22T01:30Z', berlin)).toBe('2026-03-29T01:30');
  expect(until(['daily'], '2026-03-29T01:30Z', berlin)).toBe('2026-04-05T00:30');
});

it('takes the day of a slot that was taken by another plan from its own time', () => {
  expect(until(['daily'], '2026-11-01T14:00Z')).toBe('2026-11-08T02:30');
});
