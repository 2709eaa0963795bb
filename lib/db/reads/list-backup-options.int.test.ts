import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newBackupId } from '#lib/domain/ids';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let target: string;
beforeAll(async () => {
  amber = await startInstallation();
  target = await amber.addStore(1, 'catalogue');
  const other = await amber.addStore(2, 'sessions');
  await taken(target, 'before the migration', '2026-11-22T23:30:00Z');
  await taken(target, 'quarter close', '2026-11-23T12:00:00Z');
  await taken(target, 'replaced', '2026-11-23T13:00:00Z', 'safety');
  await taken(other, 'on 22 Nov we moved', '2026-10-01T00:00:00Z');
});
afterAll(() => amber.stop());

const taken = (dataStoreId: string, description: string, at: string, trigger = 'manual') =>
  amber.db.backup.create({
    data: {
      id: newBackupId(),
      dataStoreId,
      dataStoreName: dataStoreId === target ? 'catalogue' : 'sessions',
      engine: 'redis',
      trigger,
      description,
      status: 'available',
      createdAt: new Date(at),
      keys: 3n,
      plainBytes: 10n,
      storedBytes: 5n,
      product: 'redis',
      version: '7.0.15',
    },
  });

const found = async (search: string, timeZone = 'UTC') => {
  const { groups } = await amber.web.listBackupOptions(OWNER, { dataStore: target, search, timeZone });
  return groups.flatMap(({ options }) => options.map(({ description }) => description));
};

it('gives the own ones first, newest first, each with its trigger', async () => {
  expect(await found('')).toEqual([
    'replaced',
    'quarter close',
    'before the migration',
    'on 22 Nov we moved',
  ]);
  const { groups } = await amber.web.listBackupOptions(OWNER, { dataStore: target });
  expect(groups.map(({ own, options }) => [own, options.map(({ trigger }) => trigger)])).toEqual([
    [true, ['safety', 'manual', 'manual']],
    [false, ['manual']],
  ]);
});

it.each([
  ['QUARTER', 'UTC', ['quarter close']],
  ['close quarter', 'UTC', ['quarter close']],
  ['catalogue', 'UTC', ['replaced', 'quarter close', 'before the migration']],
  ['sessions', 'UTC', ['on 22 Nov we moved']],
  ['2026-11-23', 'UTC', ['replaced', 'quarter close']],
  ['2026-11-23', 'Europe/Berlin', ['replaced', 'quarter close', 'before the migration']],
  ['Nov 2026 migration', 'UTC', ['before the migration']],
  // a day, and what somebody wrote
  ['22 Nov', 'UTC', ['before the migration', 'on 22 Nov we moved']],
  // a time of day, alone, with a day and with words
  ['13:00', 'UTC', ['replaced']],
  ['14:00', 'Europe/Berlin', ['replaced']],
  ['12:00', 'UTC', ['quarter close']],
  ['23:30', 'UTC', ['before the migration']],
  ['01:00', 'Europe/Berlin', []],
  ['22 Nov 23:30', 'UTC', ['before the migration']],
  ['23 Nov 23:30', 'UTC', []],
  ['quarter 12:00', 'UTC', ['quarter close']],
  ['quarter 13:00', 'UTC', []],
  ['quarter close, 23 Nov 2026, 12:00:00', 'UTC', ['quarter close']],
  ['sessions 02:00', 'Europe/Berlin', ['on 22 Nov we moved']],
  ['nothing like it', 'UTC', []],
  ['50%', 'UTC', []],
])('finds %j in %s', async (search, timeZone, descriptions) => {
  expect(await found(search, timeZone)).toEqual(descriptions);
});
