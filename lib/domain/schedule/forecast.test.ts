import { expect, it } from 'vitest';
import { forecast } from './forecast.ts';

const week = [1, 2, 3, 4, 5, 6, 7];

it.each([
  [
    'workdays, four hours',
    { days: [1, 2, 3, 4, 5], hours: [2, 8, 14, 20], everyHour: false },
    30,
    { perWeek: 20, kept: 86 },
  ],
  ['every hour', { days: week, hours: [], everyHour: true }, 7, { perWeek: 168, kept: 168 }],
  [
    'less than one in its time: the last good one is kept',
    { days: [1], hours: [2], everyHour: false },
    1,
    { perWeek: 1, kept: 1 },
  ],
  ['nothing chosen', { days: [], hours: [2], everyHour: false }, 30, { perWeek: 0, kept: 0 }],
])('%s', (_, grid, days, expected) => {
  expect(forecast(grid, days, null)).toEqual({ ...expected, bytes: null });
  expect(forecast(grid, days, 1000).bytes).toBe(expected.kept * 1000);
});
