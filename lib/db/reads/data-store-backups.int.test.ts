import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newBackupId } from '#lib/domain/ids';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let store: string;
beforeAll(async () => {
  amber = await startInstallation();
  store = await amber.addStore(1, 'catalogue');
});
afterAll(() => amber.stop());

const backup = (status: string, trigger: string, createdAt: string, storedBytes = 0n) =>
  amber.db.backup.create({
    data: {
      id: newBackupId(),
      dataStoreId: store,
      dataStoreName: 'catalogue',
      engine: 'redis',
      trigger,
      description: 'a backup',
      status,
      reason: status === 'failed' ? 'The storage is full' : null,
      createdAt: new Date(createdAt),
      storedBytes,
    },
  });
const row = async () => (await amber.web.listDataStores(OWNER)).rows[0]!;
const space = async () => (await amber.web.findInstallation(OWNER)).space;

it('gives the last good backup of a store, and the newest attempt where it failed since', async () => {
  await backup('available', 'manual', '2026-11-20T08:00:00Z');
  await backup('failed', 'schedule', '2026-11-19T08:00:00Z');
  expect(await row()).toMatchObject({ lastBackupAt: '2026-11-20T08:00:00.000Z', lastFailure: null });

  // neither holds for or against: they belong to a restore
  await backup('available', 'safety', '2026-11-21T08:00:00Z');
  await backup('failed', 'safety', '2026-11-21T09:00:00Z');
  expect(await row()).toMatchObject({ lastBackupAt: '2026-11-20T08:00:00.000Z', lastFailure: null });

  await backup('failed', 'schedule', '2026-11-22T08:00:00Z');
  expect(await row()).toMatchObject({
    lastBackupAt: '2026-11-20T08:00:00.000Z',
    lastFailure: { at: '2026-11-22T08:00:00.000Z', reason: 'The storage is full' },
  });
});

it('says whose next backup does not fit', async () => {
  const PETABYTE = 10n ** 15n;
  await backup('available', 'manual', '2026-11-22T09:00:00Z', PETABYTE);
  // a safety backup is no part of the next round
  await backup('available', 'safety', '2026-11-22T10:00:00Z');
  // a store that nobody backs up neither
  await amber.addStore(2, 'idle');
  expect(await space()).toMatchObject({
    level: 'full',
    reason: expect.stringMatching(
      / are free, and the next backup of catalogue \(about 1 PB\) does not fit\.$/,
    ),
  });
  await backup('available', 'manual', '2026-11-22T11:00:00Z', 1n);
  expect((await space()).reason ?? '').not.toContain('catalogue');
});
