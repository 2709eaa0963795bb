import { describe, expect, it } from 'vitest';
import { messageOf } from './message-of.fixture.ts';
import { portInput } from './port.ts';
import { retentionDaysInput } from './retention.ts';
import { isTimeZone, timeZoneInput, timeZoneNames } from './time-zone.ts';

describe('portInput', () => {
  it.each([
    [1, 1],
    ['6379', 6379],
    [' 6379 ', 6379],
    [65_535, 65_535],
  ])('%j becomes %d', (input, port) => expect(portInput.parse(input)).toBe(port));

  it.each([
    0,
    65_536,
    70_000,
    -1,
    1.5,
    '',
    ' ',
    '0x10',
    '6379a',
    '1e3',
    '٣',
    Number.NaN,
    null,
    undefined,
    [6379],
    true,
  ])('refuses %j', (input) =>
    expect(messageOf(portInput, input)).toBe('The port is a number from 1 to 65535'),
  );
});

describe('retentionDaysInput', () => {
  it.each([
    [1, 1],
    ['30', 30],
    [3650, 3650],
  ])('%j becomes %d', (input, days) => expect(retentionDaysInput.parse(input)).toBe(days));

  it.each([0, -1, 1.5, 1e9, '1.5', '', '9'.repeat(400), Number.POSITIVE_INFINITY])('refuses %j', (input) =>
    expect(messageOf(retentionDaysInput, input)).toBe('Keep for 1 to 3,650 days, in whole days'),
  );
});

describe('timeZoneInput', () => {
  it.each([
    'UTC',
    'Europe/Madrid',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
  ])('takes %s as it is written', (name) => expect(timeZoneInput.parse(` ${name} `)).toBe(name));

  it('knows every zone that the machine lists', () => {
    expect(timeZoneNames().filter((name) => !isTimeZone(name))).toEqual([]);
    expect(timeZoneNames().filter((name) => name === 'UTC')).toHaveLength(1);
  });

  it.each(['', 'Mars/Olympus', '+02:00', '-0330', 'Europe/Madrid\0', '../../etc/localtime', undefined, 7])(
    'refuses %j',
    (name) => expect(messageOf(timeZoneInput, name)).toBe('Choose a time zone from the list'),
  );
});
