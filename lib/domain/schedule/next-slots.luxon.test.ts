import { describe, expect, it } from 'vitest';
import { compareAround } from './compare-slots.fixture.ts';
import { offsetChanges } from './luxon-slots.fixture.ts';

const MINUTE = 60_000;

/** Gaps at midnight and before it, half hours, two hours, zones that change in Ramadan, and one of each plain sort. */
const ODD_ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'America/Asuncion',
  'America/Havana',
  'America/Miquelon',
  'America/New_York',
  'America/Nuuk',
  'America/Santiago',
  'America/Scoresbysund',
  'America/St_Johns',
  'Antarctica/Casey',
  'Antarctica/Troll',
  'Asia/Almaty',
  'Asia/Beirut',
  'Asia/Famagusta',
  'Asia/Gaza',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Europe/Chisinau',
  'Europe/Dublin',
  'Europe/Madrid',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Easter',
  'Pacific/Norfolk',
  'UTC',
];

describe('every change of the clocks from 2024 to 2030', () => {
  it.each(ODD_ZONES)('%s', (timeZone) => {
    const changes = offsetChanges(timeZone, Date.UTC(2024, 0, 1), Date.UTC(2031, 0, 1));
    for (const change of changes) compareAround(timeZone, change, 15 * MINUTE);
    compareAround(timeZone, Date.UTC(2026, 11, 31, 12), 15 * MINUTE);
  });

  it('are there to be compared', () => {
    const count = (timeZone: string) =>
      offsetChanges(timeZone, Date.UTC(2024, 0, 1), Date.UTC(2031, 0, 1)).length;
    expect(count('Europe/Madrid')).toBe(14);
    expect(count('Australia/Lord_Howe')).toBe(14);
    expect(count('Antarctica/Troll')).toBe(14);
    expect(count('UTC')).toBe(0);
  });
});

describe('oddities of the past', () => {
  it.each([
    ['a day that never was', 'Pacific/Apia', '2011-12-30T10:00Z', 15],
    ['a day that never was', 'Pacific/Kiritimati', '1994-12-31T10:00Z', 15],
    ['a day that never was', 'Pacific/Kwajalein', '1993-08-21T12:00Z', 15],
    ['midnight skipped', 'America/Sao_Paulo', '2018-11-04T03:00Z', 15],
    ['midnight twice', 'America/Sao_Paulo', '2018-02-18T02:00Z', 15],
    ['half an hour back', 'Asia/Pyongyang', '2015-08-14T15:00Z', 15],
    ['half an hour forward', 'Asia/Pyongyang', '2018-05-04T15:00Z', 15],
    ['half an hour back', 'America/Caracas', '2007-12-09T07:00Z', 15],
    ['a quarter of an hour', 'Asia/Kathmandu', '1985-12-31T18:30Z', 15],
    ['a minute past midnight, forward', 'America/St_Johns', '2011-03-13T03:31Z', 1],
    ['a minute past midnight, back', 'America/St_Johns', '2010-11-07T02:31Z', 1],
    ['two hours at once', 'America/St_Johns', '1988-04-03T03:31Z', 1],
    ['two changes in one month', 'Africa/Casablanca', '2012-07-20T02:00Z', 15],
    ['standing still for years', 'Asia/Tokyo', '2026-06-01T00:00Z', 15],
  ])('%s: %s at %s', (_, timeZone, at, minutes) => {
    compareAround(timeZone, Date.parse(at), minutes * MINUTE);
  });
});
