import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newBackupId, newOperationId } from '#lib/domain/ids';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let store: string;
beforeAll(async () => {
  amber = await startInstallation();
  store = await amber.addStore(1, 'catalogue');
  await attempt(store, { status: 'failed', description: 'before the migration', retentionDays: 7 });
  await attempt(store, { status: 'failed', trigger: 'safety', description: 'safety' });
  await attempt(store, { status: 'cancelled', description: 'cancelled' });
  await attempt('dst_gone22222', { status: 'failed', description: 'of a store that is gone' });
});
afterAll(() => amber.stop());

const attempt = async (
  dataStoreId: string,
  backup: { status: string; description: string; trigger?: string; retentionDays?: number },
) => {
  const id = newBackupId();
  const about = { dataStoreId, dataStoreName: 'catalogue' };
  await amber.db.backup.create({ data: { id, ...about, engine: 'redis', trigger: 'manual', ...backup } });
  await amber.db.operation.create({
    data: {
      id: newOperationId(),
      ...about,
      kind: 'backup',
      state: backup.status,
      backupId: id,
      subject: backup.description,
      finishedAt: new Date(),
    },
  });
};

it('offers the same backup again where one failed, in the lists and in Activity', async () => {
  const retry = { dataStoreId: store, description: 'before the migration', retentionDays: 7 };
  const expected = [
    ['before the migration', retry],
    ['cancelled', null],
    ['of a store that is gone', null],
    ['safety', null],
  ];
  const backups = (await amber.web.listBackups(OWNER, {})).rows;
  expect(backups.map((row) => [row.description, row.retry]).sort()).toEqual(expected);
  const activity = (await amber.web.listActivity(OWNER, {})).rows;
  expect(activity.map((row) => [row.subject, row.retry]).sort()).toEqual(expected);
});
