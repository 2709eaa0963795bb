import { expect, it } from 'vitest';
import { missingKeys, missingKeysError, missingKeysLine } from './missing-keys.ts';

it.each<[string, [read: number, before: number, after: number, mayBeOver: number], number, string]>([
  ['an empty store', [0, 0, 0, 0], 0, 'usual'],
  ['all of them', [1000, 1000, 1000, 0], 0, 'usual'],
  ['more than before: the store grows', [1500, 1000, 2000, 0], 0, 'usual'],
  ['all had expired, and SCAN removed them', [0, 1000, 0, 0], 0, 'usual'],
  ['it was emptied and filled again', [0, 1000, 5, 0], 5, 'most'],
  ['nothing of a thousand', [0, 1000, 1000, 0], 1000, 'most'],
  ['nothing of one', [0, 1, 1, 0], 1, 'most'],
  ['less than half', [499, 1000, 1000, 0], 501, 'most'],
  ['half', [500, 1000, 1000, 0], 500, 'notable'],
  ['one in a hundred', [990, 1000, 1000, 0], 10, 'usual'],
  ['more than that', [989, 1000, 1000, 0], 11, 'notable'],
  ['one of two', [1, 2, 2, 0], 1, 'notable'],
  ['a replica whose keys are all over', [0, 1000, 1000, 1000], 0, 'usual'],
  ['a replica of which some can be over', [0, 1000, 1000, 400], 600, 'most'],
])('%s', (_, [read, before, after, mayBeOver], missing, extent) => {
  expect(missingKeys({ read, before, after, mayBeOver })).toEqual({ missing, extent });
});

it('says what was counted and what was read', () => {
  const counts = { database: 3, read: 0, before: 1200, after: 1000, mayBeOver: 0 };
  expect(missingKeysLine({ ...counts, read: 900 })).toMatch(
    /^Database 3 held 1,000 keys .* 900 could be read/,
  );
  expect(missingKeysError(counts)).toMatchObject({
    code: 'store-protocol',
    message: expect.stringMatching(
      /^Database 3 held 1,000 keys .* gave only 0: a backup would miss the rest/,
    ),
  });
});
