import { expect, it } from 'vitest';
import { describeGrid } from './describe-grid.ts';

const week = [1, 2, 3, 4, 5, 6, 7];

it.each([
  [
    { days: [1, 2, 3, 4, 5], hours: [2, 8], everyHour: false, timeZone: 'Europe/Madrid' },
    'Mon–Fri 02:00, 08:00 Europe/Madrid',
  ],
  [{ days: week, hours: [], everyHour: true, timeZone: 'UTC' }, 'Every hour, every day, UTC'],
  [{ days: [6, 7], hours: [], everyHour: true, timeZone: 'UTC' }, 'Every hour, Sat, Sun, UTC'],
  [{ days: week, hours: [2], everyHour: false, timeZone: 'Asia/Tokyo' }, 'Every day 02:00 Asia/Tokyo'],
])('%j', (grid, words) => expect(describeGrid(grid)).toBe(words));
