import { describe, expect, it } from 'vitest';
import { daysWords, hoursWords, scheduleWords } from './schedule.ts';

describe('daysWords', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7], 'Every day'],
    [[1, 2, 3, 4, 5], 'Mon–Fri'],
    [[6, 7], 'Sat, Sun'],
    [[1, 3, 5], 'Mon, Wed, Fri'],
    [[7, 1, 2, 3], 'Mon–Wed, Sun'],
    [[], ''],
  ])('%j: %s', (days, words) => expect(daysWords(days)).toBe(words));
});

describe('hoursWords', () => {
  it.each([
    [{ hours: [], everyHour: true }, 'every hour'],
    [{ hours: [2, 14], everyHour: false }, '02:00, 14:00'],
    [
      { hours: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22], everyHour: false },
      '12 hours from 00:00 to 22:00',
    ],
  ])('%j: %s', (grid, words) => expect(hoursWords(grid)).toBe(words));
});

it('names the zone', () => {
  expect(
    scheduleWords({
      kind: 'grid',
      days: [1, 2, 3, 4, 5],
      hours: [2],
      everyHour: false,
      timeZone: 'Europe/Madrid',
    }),
  ).toBe('Mon–Fri, 02:00 (Europe/Madrid)');
});
