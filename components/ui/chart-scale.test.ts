import { describe, expect, it } from 'vitest';
import { bytesScale, secondsScale } from './chart-scale.ts';

describe('bytesScale', () => {
  it.each([
    [0, '10 B', '5 B'],
    [3, '10 B', '5 B'],
    [1000, '1 kB', '500 B'],
    [41_200_000, '60 MB', '30 MB'],
    [99_000_000, '100 MB', '50 MB'],
    [1_020_000_000, '2 GB', '1 GB'],
  ])('%i', (largest, top, middle) => {
    const { words, ...scale } = bytesScale(largest);
    expect(scale.top).toBeGreaterThanOrEqual(largest);
    expect(words).toEqual({ top, middle });
  });
});

describe('secondsScale', () => {
  it.each([
    [0, '0.2 s', '0.1 s'],
    [2.1, '4 s', '2 s'],
    [61, '2 min', '1 min'],
    [7 * 3600, '8 h', '4 h'],
    [26 * 3600, '2 days', '1 day'],
    [250 * 86_400, '300 days', '150 days'],
  ])('%d', (longest, top, middle) => {
    const { words, ...scale } = secondsScale(longest);
    expect(scale.top).toBeGreaterThanOrEqual(longest);
    expect(words).toEqual({ top, middle });
  });
});
