import { expect, it } from 'vitest';
import { type BackupSearch, readBackupSearch } from './backup-search.ts';

const NOW = new Date('2026-11-23T23:30:00Z');

const bounds = ({ taken }: Pick<BackupSearch, 'taken'>): string[] | null =>
  taken?.flatMap(({ from, before }) => [from.toISOString(), before.toISOString()]) ?? null;

it.each<[string, string, string[], string[] | null]>([
  ['', 'UTC', [], null],
  ['before the migration', 'UTC', ['before', 'the', 'migration'], null],
  ['2026-11-23', 'UTC', [], ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z']],
  ['2026-11', 'UTC', [], ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']],
  ['2026-12', 'UTC', [], ['2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']],
  ['23 Nov', 'UTC', [], ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z']],
  // where it is the 24th already, the 24th is not a year ago
  ['24 november', 'Europe/Berlin', [], ['2026-11-23T23:00:00.000Z', '2026-11-24T23:00:00.000Z']],
  ['24 Nov', 'UTC', [], ['2025-11-24T00:00:00.000Z', '2025-11-25T00:00:00.000Z']],
  ['Nov 23, 2024', 'UTC', [], ['2024-11-23T00:00:00.000Z', '2024-11-24T00:00:00.000Z']],
  ['Feb 2024', 'UTC', [], ['2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z']],
  [
    'catalogue 23 Nov safety',
    'UTC',
    ['catalogue', 'safety'],
    ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
  ],
  // a day of 23 hours
  ['2026-03-29', 'Europe/Berlin', [], ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']],
  ['23 Nov 13:33', 'UTC', [], ['2026-11-23T13:33:00.000Z', '2026-11-23T13:34:00.000Z']],
  [
    '13:33 catalogue Nov 23',
    'Asia/Kolkata',
    ['catalogue'],
    ['2026-11-23T08:03:00.000Z', '2026-11-23T08:04:00.000Z'],
  ],
  // as the drawer itself writes it
  ['23 Nov 2026, 09:05:07', 'UTC', [], ['2026-11-23T09:05:07.000Z', '2026-11-23T09:05:08.000Z']],
  ['2026-11-23 9:05', 'UTC', [], ['2026-11-23T09:05:00.000Z', '2026-11-23T09:06:00.000Z']],
  // the hour that there is twice, and the one that there is not
  [
    '2026-10-25 02:30',
    'Europe/Berlin',
    [],
    [
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T00:31:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T01:31:00.000Z',
    ],
  ],
  ['2026-03-29 02:30', 'Europe/Berlin', [], []],
  ['24:00', 'UTC', ['24:00'], null],
  ['13:60', 'UTC', ['13:60'], null],
  ['at13:33', 'UTC', ['at13:33'], null],
  ['redis:13:33', 'UTC', ['redis:13:33'], null],
  ['31 Nov', 'UTC', ['31', 'Nov'], null],
  ['2026-13-01', 'UTC', ['2026-13-01'], null],
  ['release-2026-11-23', 'UTC', ['release-2026-11-23'], null],
  ['23 Nov', 'no zone', [], ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z']],
])('%j in %s', (text, zone, words, taken) => {
  const read = readBackupSearch(text, zone, NOW);
  expect(read.words).toEqual(words);
  expect(bounds(read)).toEqual(taken);
});

it('takes a time alone for that time on each day of the last year, by the zone', () => {
  const { words, taken } = readBackupSearch('nightly 13:33', 'Europe/Berlin', NOW);
  expect(words).toEqual(['nightly']);
  const minutes = bounds({ taken });
  expect(minutes).toContain('2026-11-23T12:33:00.000Z');
  expect(minutes).toContain('2026-07-01T11:33:00.000Z');
  expect(minutes).toContain('2025-11-24T12:33:00.000Z');
  expect(minutes).not.toContain('2025-07-01T11:33:00.000Z');
});

it('takes a time in a month for that time on each of its days', () => {
  const { taken } = readBackupSearch('Feb 2028 06:00', 'UTC', NOW);
  expect(taken).toHaveLength(29);
  expect(taken![0]!.from.toISOString()).toBe('2028-02-29T06:00:00.000Z');
});
