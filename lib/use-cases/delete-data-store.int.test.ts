import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newOperationId, newRestoreId } from '#lib/domain/ids';
import { type Installation, OWNER, startInstallation, until } from '../../e2e/faults/installation.ts';
import { startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';
import { discardBackups } from './discard-backups.ts';

// Busy machines are slow; no test is decided by its time.
vi.setConfig({ testTimeout: 600_000 });
const LONG = 500;

let amber: Installation;
let redis: TestServer;
beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

const MANY = 20_000;
/** Backups without files, of every state that has ended, some of them pinned. */
const addBackups = (dataStoreId: string, count: number) =>
  amber.db.$executeRaw`
    INSERT INTO "Backup" (id, "dataStoreId", "dataStoreName", engine, trigger, tiers, description, status, "storedBytes",
      "expiresAt", pinned)
    SELECT 'bkp_' || translate(substr(md5(${dataStoreId} || n), 1, 14), '01', 'yz'), ${dataStoreId}, 'busy', 'redis',
      'schedule', '{}', 'Backup ' || n,
      (ARRAY['available', 'available', 'available', 'damaged', 'failed', 'cancelled'])[1 + n % 6], 5,
      now() + interval '1 year', n % 10 = 0
    FROM generate_series(1, ${count}::int) n`;

const statuses = async (dataStoreId: string) => {
  const groups = await amber.db.backup.groupBy({ by: ['status'], where: { dataStoreId }, _count: true });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
};
const remove = (id: string, deleteBackups = true) => amber.web.deleteDataStore(OWNER, { id, deleteBackups });
const discarded = () => amber.db.discardedStore.count();

describe('a data store that is deleted with its backups', () => {
  it(`may have ${MANY} of them: workers that are killed meanwhile leave none, and others are not kept waiting`, async () => {
    const store = await amber.addStore(redis.port, 'busy');
    await addBackups(store, MANY);
    const other = await amber.addStore(redis.port, 'other');
    await remove(store);
    expect(await amber.db.dataStore.findUnique({ where: { id: store } })).toBeNull();
    expect((await statuses(store)).deleting).toBe(500);
    expect(await discarded()).toBe(1);

    for (const left of [19_000, 15_000]) {
      const worker = await amber.startWorker();
      await until(async () => ((await statuses(store)).deleted ?? 0) > MANY - left, 'some are gone', LONG);
      await worker.kill();
    }
    const worker = await amber.startWorker();
    const { backupId } = await amber.startBackup(other);
    await until(
      async () => (await amber.db.backup.findUnique({ where: { id: backupId } }))?.status === 'available',
      'the backup of another store',
    );
    await until(async () => (await statuses(store)).deleted === MANY, 'all are gone', LONG);
    await until(async () => (await discarded()) === 0, 'nothing is left to remember');
    await worker.stop();
    const operations = await amber.db.operation.groupBy({
      by: ['state'],
      where: { dataStoreId: store, kind: 'deletion' },
      _count: true,
    });
    expect(operations.map(({ state, _count }) => [state, _count])).toEqual([['completed', MANY]]);
    expect(await statuses(other)).toEqual({ available: 1 });
  });

  it('is not deleted while a restore reads one of them', async () => {
    const store = await amber.addStore(redis.port, 'read');
    await addBackups(store, 3);
    const { id: backupId } = await amber.db.backup.findFirstOrThrow({ where: { dataStoreId: store } });
    const about = { dataStoreId: 'dst_elsewhere', dataStoreName: 'elsewhere' };
    const restore = { id: newRestoreId(), backupId, withSafety: false, status: 'running', ...about };
    await amber.db.restore.create({ data: restore });
    await expect(remove(store)).rejects.toMatchObject({ code: 'busy', message: /restore is reading/ });
    expect(await statuses(store)).toEqual({ available: 2, damaged: 1 });
    expect(await discarded()).toBe(0);

    // one that begins while they are being deleted keeps its backup until it is through
    await amber.db.restore.update({ where: { id: restore.id }, data: { status: 'completed' } });
    await amber.catalogue.discardedStores.insert(store as never);
    await amber.db.restore.update({ where: { id: restore.id }, data: { status: 'running' } });
    expect(await discardBackups(amber)).toBe(2);
    expect(await discardBackups(amber)).toBe(0);
    await amber.db.restore.update({ where: { id: restore.id }, data: { status: 'completed' } });
    expect(await discardBackups(amber)).toBe(1);
    expect(await statuses(store)).toEqual({ deleting: 3 });
    expect(await discarded()).toBe(1);
    await amber.db.backup.updateMany({ where: { dataStoreId: store }, data: { status: 'deleted' } });
    expect(await discardBackups(amber)).toBe(0);
    expect(await discarded()).toBe(0);
    await remove(store, false);
  });

  it('begins what failed again after a pause, and leaves to others what they have locked', async () => {
    const store = await amber.addStore(redis.port, 'failing');
    await addBackups(store, 2);
    const [failed, locked] = await amber.db.backup.findMany({ where: { dataStoreId: store } });
    await amber.db.operation.create({
      data: {
        id: newOperationId(),
        kind: 'deletion',
        state: 'failed',
        backupId: failed!.id,
        subject: 'old',
        finishedAt: new Date(),
      },
    });
    await amber.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM "Backup" WHERE id = ${locked!.id} FOR UPDATE`;
      await remove(store);
    });
    expect(await statuses(store)).toEqual({ available: 2 });
    expect(await discardBackups(amber)).toBe(1);
    expect(await discardBackups(amber)).toBe(0);
    await amber.db.operation.updateMany({
      where: { backupId: failed!.id },
      data: { finishedAt: new Date(Date.now() - 601_000) },
    });
    expect(await discardBackups(amber)).toBe(1);
    expect(await statuses(store)).toEqual({ deleting: 2 });
  });

  it('keeps its backups where that was not asked for', async () => {
    const store = await amber.addStore(redis.port, 'kept');
    await addBackups(store, 2);
    await remove(store, false);
    expect(await discardBackups(amber)).toBe(0);
    expect(await statuses(store)).toEqual({ available: 2 });
  });
});
