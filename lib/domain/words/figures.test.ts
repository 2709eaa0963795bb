import { describe, expect, it } from 'vitest';
import { bytesWords, countOf, countWords, secondsWords } from './figures.ts';

describe('bytesWords', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [41_200_000, '41.2 MB'],
    [134_000_000, '134 MB'],
    [1_020_000_000, '1.02 GB'],
    [999_400, '999 kB'],
    [999_600, '1 MB'],
    [212_000_000_000, '212 GB'],
    [8e18, '8000 PB'],
  ])('%d bytes read %s', (bytes, words) => expect(bytesWords(bytes)).toBe(words));
});

describe('countWords', () => {
  it('groups by thousands', () => expect(countWords(41_207_882)).toBe('41,207,882'));
  it('knows one from many', () => {
    expect(countOf(1, 'key')).toBe('1 key');
    expect(countOf(0, 'key')).toBe('0 keys');
    expect(countOf(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('secondsWords', () => {
  it.each([
    [0.01, 'under 0.1 s'],
    [2.1, '2.1 s'],
    [14.23, '14.2 s'],
    [5, '5 s'],
    [47.6, '48 s'],
    [59.7, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [7500, '2 h 5 min'],
    [86_400, '1 day'],
    [273_600, '3 days 4 h'],
  ])('%d seconds read %s', (seconds, words) => expect(secondsWords(seconds)).toBe(words));
});
