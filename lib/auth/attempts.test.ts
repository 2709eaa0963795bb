import { expect, it } from 'vitest';
import { waitAfter } from './attempts.ts';

it.each([
  [1, 0],
  [4, 0],
  [5, 2],
  [6, 4],
  [7, 8],
  [12, 256],
  [13, 300],
  [100, 300],
])('after %d failures in a row one waits %d s', (failures, seconds) => {
  expect(waitAfter(failures)).toBe(seconds);
});
