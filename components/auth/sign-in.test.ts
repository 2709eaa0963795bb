import { describe, expect, it } from 'vitest';
import { waitSeconds } from './sign-in.ts';

describe('waitSeconds', () => {
  it.each([
    [{ 'retry-after': '8' }, 8],
    [{ 'x-retry-after': '41' }, 41],
    [{ 'retry-after': '2.2' }, 3],
    [{ 'retry-after': 'Mon, 23 Nov 2026 08:00:00 GMT' }, 60],
    [{ 'retry-after': '0' }, 60],
    [{}, 60],
  ])('%j waits %d s', (headers, seconds) =>
    expect(waitSeconds(new Headers(headers as Record<string, string>))).toBe(seconds),
  );
});
