import { describe, expect, it } from 'vitest';
import { dateWords, exactWords, relativeWords, slotWords } from './times.ts';

const now = Date.parse('2026-11-23T08:00:00Z');
const earlier = (milliseconds: number) => new Date(now - milliseconds).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('relativeWords', () => {
  it.each([
    [0, 'just now'],
    [8_400, '8 s ago'],
    [12 * MINUTE + 1, '12 min ago'],
    [26 * HOUR, '26 h ago'],
    [3 * DAY, '3 days ago'],
    [21 * DAY, '3 weeks ago'],
    [130 * DAY, '4 months ago'],
    [900 * DAY, '2 years ago'],
    [-30_000, 'in 30 s'],
    [-48 * MINUTE, 'in 48 min'],
    [-(3 * HOUR - 5_000), 'in 3 h'],
    [-(7 * DAY - 5_000), 'in 7 days'],
    [-(30 * DAY - 5_000), 'in 30 days'],
    [-(400 * DAY), 'in 13 months'],
    [-(HOUR - 10_000), 'in 1 h'],
    [-(2 * DAY - 10_000), 'in 2 days'],
  ])('%d ms before now reads %s', (difference, words) => {
    expect(relativeWords(earlier(difference), now)).toBe(words);
  });

  it('never counts one of what stands in the plural', () => {
    for (let days = 2; days < 1_500; days += 0.25)
      expect(relativeWords(earlier(days * DAY), now)).not.toMatch(/^1 /);
  });
});

describe('exact times', () => {
  it('name their zone', () => {
    expect(exactWords('2026-11-23T08:00:09Z', 'UTC')).toBe('23 Nov 2026, 08:00:09 UTC');
    expect(exactWords('2026-11-23T08:00:09Z', 'Europe/Madrid')).toMatch(
      /^23 Nov 2026, 09:00:09 (CET|GMT\+1)$/,
    );
  });
  it('give dates and slots in the zone', () => {
    expect(dateWords('2026-12-22T23:30:00Z', 'Europe/Madrid')).toBe('23 December 2026');
    expect(slotWords('2026-11-23T13:00:00Z', 'Europe/Madrid')).toBe('Mon 23 Nov, 14:00');
    expect(slotWords('2026-11-22T23:00:00Z', 'Europe/Madrid')).toBe('Mon 23 Nov, 00:00');
  });
});
