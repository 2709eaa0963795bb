import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Installation, OWNER, startInstallation, until } from '../../e2e/faults/installation.ts';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let amber: Installation;
let redis: TestServer;
let store: string;
let backupId: string;
beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
  store = await amber.addStore(redis.port, 'catalogue');
  await amber.startWorker();
  redisCli(redis, ['SET', 'greeting', 'of the backup']);
  const begun = await amber.startBackup(store);
  await completed(begun.operationId);
  backupId = begun.backupId;
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

const completed = async (operationId: string) => {
  const operation = await until(async () => {
    const row = await amber.operation(operationId);
    return row.finishedAt && row;
  }, 'the operation is through');
  expect(operation, operation.reason ?? '').toMatchObject({ state: 'completed' });
};
const greeting = () => redisCli(redis, ['GET', 'greeting']);
const goBack = (restoreId: string, requestKey: string = randomUUID()) =>
  amber.web.restoreSafetyBackup(OWNER, { restoreId, requestKey });
const offered = async (restoreId: string) => {
  const { rows } = await amber.web.listActivity(OWNER, { kind: 'restore' });
  const { again, rollBack } = rows.find((row) => row.restore?.id === restoreId)!.restore!;
  return { again, rollBack };
};
const lastRestore = async () => (await amber.web.findDataStore(OWNER, { id: store })).lastRestore;

it('offers the way back after a restore that ran through, keeps what was written since, and can go back again', async () => {
  expect(await lastRestore()).toBeNull();
  redisCli(redis, ['SET', 'greeting', 'before the restore']);
  const first = await amber.startRestore(backupId, store);
  await completed(first.operationId);
  expect(greeting()).toBe('of the backup');
  expect(await offered(first.restoreId)).toEqual({ again: false, rollBack: true });
  expect(await lastRestore()).toMatchObject({ id: first.restoreId, rollBack: true, targetState: 'replaced' });

  redisCli(redis, ['SET', 'greeting', 'written since']);
  const key = randomUUID();
  const back = await goBack(first.restoreId, key);
  // a second press finds the same restore
  expect(await goBack(first.restoreId, key)).toEqual(back);
  await completed(back.operationId);
  expect(greeting()).toBe('before the restore');
  expect(await offered(first.restoreId)).toEqual({ again: false, rollBack: false });
  await expect(goBack(first.restoreId)).rejects.toMatchObject({
    code: 'conflict',
    message: 'Another restore of this store came after this one.',
  });

  const forth = await goBack(back.restoreId);
  await completed(forth.operationId);
  expect(greeting()).toBe('written since');
  expect(await lastRestore()).toMatchObject({ id: forth.restoreId, targetState: 'rolled back' });
});

it('offers none where there is none: started without a safety backup, or it was deleted', async () => {
  const bare = await amber.startRestore(backupId, store, false, 'catalogue');
  await completed(bare.operationId);
  expect(await offered(bare.restoreId)).toEqual({ again: false, rollBack: false });
  await expect(goBack(bare.restoreId)).rejects.toMatchObject({ code: 'conflict' });

  const kept = await amber.startRestore(backupId, store);
  await completed(kept.operationId);
  const { safetyBackupId } = (await amber.db.restore.findUnique({ where: { id: kept.restoreId } }))!;
  await amber.web.deleteBackup(OWNER, { backupId: safetyBackupId! });
  expect(await offered(kept.restoreId)).toEqual({ again: false, rollBack: false });
  expect(await lastRestore()).toBeNull();
  await expect(goBack(kept.restoreId)).rejects.toMatchObject({
    code: 'conflict',
    message: 'This backup is no longer available. Choose another one.',
  });
});

it('a restore that failed before it touched anything takes the offer from nobody', async () => {
  const good = await amber.startRestore(backupId, store);
  await completed(good.operationId);
  // a later attempt, refused by its preflight
  await amber.db.restore.create({
    data: {
      id: `rst_${randomUUID().slice(0, 8)}`,
      backupId,
      dataStoreId: store,
      dataStoreName: 'catalogue',
      status: 'failed',
      targetState: 'untouched',
      withSafety: true,
    },
  });
  expect(await offered(good.restoreId)).toEqual({ again: false, rollBack: true });
  expect(await lastRestore()).toMatchObject({ id: good.restoreId });
});
