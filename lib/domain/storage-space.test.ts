import { describe, expect, it } from 'vitest';
import { likelyStoredBytes, safetySpaceCheck } from './storage-space.ts';

describe('likelyStoredBytes', () => {
  it.each([
    ['no earlier backup', null, 300, 100],
    ['the same size', { storedBytes: 40, usedMemory: 300 }, 300, 40],
    ['grown threefold', { storedBytes: 40, usedMemory: 100 }, 300, 120],
    ['shrunk: no less than the last one', { storedBytes: 40, usedMemory: 600 }, 300, 40],
    ['an earlier backup that knows no memory', { storedBytes: 40, usedMemory: null }, 300, 40],
    ['an empty store', null, 0, 0],
  ])('%s', (_, last, usedMemory, expected) => expect(likelyStoredBytes(last, usedMemory)).toBe(expected));
});

describe('safetySpaceCheck', () => {
  it.each([
    [null, 10, []],
    [10, 10, ['pass']],
    [9, 10, ['refuse']],
  ])('%s bytes free, %d needed', (free, needed, outcomes) =>
    expect(safetySpaceCheck(free, needed, 'refuse').map(({ outcome }) => outcome)).toEqual(outcomes),
  );

  it('names the figures and the cure', () => {
    expect(safetySpaceCheck(2_000_000, 41_200_000, 'warn')).toMatchObject([
      { outcome: 'warn', text: expect.stringMatching(/Free some space/), figure: '41.2 MB of 2 MB free' },
    ]);
  });
});
