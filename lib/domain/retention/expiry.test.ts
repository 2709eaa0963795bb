import { expect, it } from 'vitest';
import { describeExpiry } from './describe-expiry.ts';
import { expiresAt, isExpired } from './expiry.ts';

const now = new Date('2026-11-23T08:00:00Z');

it('counts days of 24 hours', () => {
  // Over a change of the clocks too: an expiry is an instant, not a time of day.
  expect(expiresAt(new Date('2026-10-20T02:00:00Z'), 7)).toEqual(new Date('2026-10-27T02:00:00Z'));
  expect(expiresAt(now, 3650).toISOString()).toBe('2036-11-20T08:00:00.000Z');
});

it('is over from its instant on', () => {
  expect(isExpired(now, now)).toBe(true);
  expect(isExpired(new Date(now.getTime() + 1), now)).toBe(false);
  expect(isExpired(null, now)).toBe(false);
});

it.each([
  ['Kept forever', { pinned: true, expiresAt: null, lastGood: true }],
  ['Kept forever', { pinned: true, expiresAt: '2026-01-01T00:00:00Z', lastGood: false }],
  ['in 30 days', { pinned: false, expiresAt: expiresAt(now, 30), lastGood: false }],
  ['in 30 days', { pinned: false, expiresAt: '2026-12-23T07:59:00Z', lastGood: true }],
  ['The last good backup is kept', { pinned: false, expiresAt: now, lastGood: true }],
  ['Any moment', { pinned: false, expiresAt: now, lastGood: false }],
  ['No date', { pinned: false, expiresAt: null, lastGood: false }],
])('%s', (words, backup) => expect(describeExpiry(backup, now)).toBe(words));
