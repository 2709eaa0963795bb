import { expect, it } from 'vitest';
import { DENSE_LEVEL, FAST_LEVEL, nextLevel } from './compression-level.ts';

it.each([
  [DENSE_LEVEL, 0, DENSE_LEVEL],
  [DENSE_LEVEL, 0.1, DENSE_LEVEL],
  [DENSE_LEVEL, 0.5, FAST_LEVEL],
  [FAST_LEVEL, 0.5, FAST_LEVEL],
  [FAST_LEVEL, 0.1, FAST_LEVEL],
  [FAST_LEVEL, 0.01, DENSE_LEVEL],
])('after level %d with %d of the time waited: level %d', (level, waited, next) => {
  expect(nextLevel(level, waited)).toBe(next);
});
