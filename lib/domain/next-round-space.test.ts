import { expect, it } from 'vitest';
import { spaceState } from './next-round-space.ts';

const GB = 1e9;
it.each([
  ['nobody knows', null, 5 * GB, true],
  ['room for another round', 6 * GB, 5 * GB, true],
  ['exactly one round', 5 * GB, 5 * GB, true],
  ['no room for another round', 4 * GB, 5 * GB, false],
  ['no backup yet, plenty', GB, 0, true],
  ['no backup yet, but next to nothing free', 100e6, 0, false],
])('%s', (_name, free, round, ok) => expect(spaceState(free, round).ok).toBe(ok));

it('says what is free and what is needed', () => {
  expect(spaceState(4 * GB, 5 * GB).reason).toBe(
    '4 GB are free, and one more backup of every store takes about 5 GB.',
  );
  expect(spaceState(100e6, 0).reason).toBe('100 MB are free.');
});
