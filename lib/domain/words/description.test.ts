import { expect, it } from 'vitest';
import { descriptionParts } from './description.ts';

it.each([
  ['Before the 4.2 migration', 'Before the 4.2 migration', null],
  ['Safety backup of a, b, 2026-11-23T12:34:17.464Z', 'Safety backup of a, b', '2026-11-23T12:34:17.464Z'],
  [
    'Scheduled backup of orders, 2026-11-23T12:00:00.000Z',
    'Scheduled backup of orders',
    '2026-11-23T12:00:00.000Z',
  ],
  ['Scheduled backup of orders, 2026-11-23T12:00:00Z', 'Scheduled backup of orders', '2026-11-23T12:00:00Z'],
  // no time that there is
  ['x, 2026-99-99T99:99:99Z', 'x, 2026-99-99T99:99:99Z', null],
  ['x, yesterday', 'x, yesterday', null],
])('%s', (description, words, at) => {
  expect(descriptionParts(description)).toEqual({ words, at });
});
