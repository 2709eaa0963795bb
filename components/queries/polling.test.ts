import { afterEach, expect, it, vi } from 'vitest';
import { noteMovement, pollEvery } from './polling.ts';

afterEach(() => vi.useRealTimers());

it('looks every second while something moves and a little longer, then seldom', () => {
  vi.useFakeTimers({ toFake: ['performance'], now: 0 });
  expect(pollEvery(false)).toBe(20_000);
  expect(pollEvery(true)).toBe(1_000);
  vi.advanceTimersByTime(5_000);
  expect(pollEvery(false)).toBe(1_000);
  vi.advanceTimersByTime(2_000);
  expect(pollEvery(false)).toBe(20_000);
  noteMovement();
  expect(pollEvery(false)).toBe(1_000);
});
