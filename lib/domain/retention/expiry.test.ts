import { expect, it } from 'vitest';
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
