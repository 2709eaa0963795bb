import { expect, it } from 'vitest';
import { readBackupSearch } from './backup-search.ts';

const NOW = new Date('2026-11-23T23:30:00Z');

it.each([
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
  ['31 Nov', 'UTC', ['31', 'Nov'], null],
  ['2026-13-01', 'UTC', ['2026-13-01'], null],
  ['release-2026-11-23', 'UTC', ['release-2026-11-23'], null],
  ['23 Nov', 'no zone', [], ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z']],
])('%j in %s', (text, zone, words, taken) => {
  const read = readBackupSearch(text, zone, NOW);
  expect(read.words).toEqual(words);
  expect(read.taken && [read.taken.from.toISOString(), read.taken.before.toISOString()]).toEqual(taken);
});
