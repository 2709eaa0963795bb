import { describe, expect, it } from 'vitest';
import { daysWords, scheduleWords } from './policy-words.ts';

describe('daysWords', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7], 'Every day'],
    [[1, 2, 3, 4, 5], 'Mon–Fri'],
    [[1, 3, 5, 6, 7], 'Mon, Wed, Fri–Sun'],
    [[6, 7], 'Sat, Sun'],
    [[7, 1], 'Mon, Sun'],
    [[4], 'Thu'],
  ])('%j reads %s', (days, words) => expect(daysWords(days)).toBe(words));
});

describe('scheduleWords', () => {
  const policy = {
    enabled: true,
    days: [1, 2, 3, 4, 5],
    hours: [2, 14],
    everyHour: false,
    timeZone: 'Europe/Madrid',
    retentionDays: 30,
    revision: 1,
    nextAt: null,
  };
  it('names days, hours and the zone', () => {
    expect(scheduleWords(policy)).toBe('Mon–Fri at 02:00, 14:00 (Europe/Madrid)');
    expect(scheduleWords({ ...policy, everyHour: true, hours: [] })).toBe(
      'Mon–Fri, every hour (Europe/Madrid)',
    );
  });
  it('says nothing while nothing is scheduled', () => {
    expect(scheduleWords(null)).toBeNull();
    expect(scheduleWords({ ...policy, enabled: false })).toBeNull();
  });
});
