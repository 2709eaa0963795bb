import { expect, it } from 'vitest';
import { verificationSentence, verifiedWords } from './verification-words.ts';

const at = '2026-11-23T12:00:00Z';
const now = Date.parse('2026-11-23T12:05:00Z');
const passed = { at, ok: true, words: '17.3 MB read, complete and unchanged' };
const failed = { at, ok: false, words: 'The storage is away.' };

it.each([
  ['available', null, null],
  ['available', passed, 'Verified 5 min ago: 17.3 MB read, complete and unchanged.'],
  ['available', failed, 'Verification failed 5 min ago: The storage is away.'],
  ['available', { ...passed, words: '' }, 'Verified 5 min ago.'],
  // its own reason says what was found
  ['damaged', failed, null],
] as const)('%s, %o: %s', (status, verification, sentence) => {
  expect(verificationSentence({ status, verification }, now)).toBe(sentence);
});

it('is short where there is little room', () => {
  expect(verifiedWords({ status: 'available', verification: passed }, now)).toBe('Verified 5 min ago');
});
