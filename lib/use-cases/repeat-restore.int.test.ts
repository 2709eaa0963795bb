import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Installation, OWNER, startInstallation, until } from '../../e2e/faults/installation.ts';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

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

const ended = (operationId: string) =>
  until(async () => {
    const row = await amber.operation(operationId);
    return row.finishedAt && row;
  }, 'the operation is through');
const completed = async (operationId: string) => {
  const operation = await ended(operationId);
  expect(operation, operation.reason ?? '').toMatchObject({ state: 'completed' });
};
const greeting = () => redisCli(redis, ['GET', 'greeting']);
const goBack = (restoreId: string, requestKey: string = randomUUID()) =>
  amber.web.restoreSafetyBackup(OWNER, { restoreId, requestKey });
const again = (restoreId: string) => amber.web.restoreAgain(OWNER, { restoreId, requestKey: randomUUID() });
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

const restoreRow = (id: string) => amber.db.restore.findUniqueOrThrow({ where: { id } });

/** The server itself refuses one of the keys, which nobody can know before it is written. */
const breakOff = async (backup: string, safety: boolean) => {
  redisCli(redis, ['ACL', 'SETUSER', 'default', 'resetkeys', '~[^z]*']);
  const broken = await amber.startRestore(backup, store, safety, safety ? '' : 'catalogue');
  expect(await ended(broken.operationId)).toMatchObject({ state: 'failed' });
  redisCli(redis, ['ACL', 'SETUSER', 'default', '~*']);
  expect(await restoreRow(broken.restoreId)).toMatchObject({
    targetState: 'incomplete',
    clearedAt: expect.any(Date),
  });
  return broken.restoreId;
};

it('a repeat of an incomplete restore keeps what was written since, and the way back stays that of the first attempt', async () => {
  redisCli(redis, ['SET', 'zone', 'of the backup']);
  const begun = await amber.startBackup(store);
  await completed(begun.operationId);
  redisCli(redis, ['DEL', 'zone']);
  redisCli(redis, ['SET', 'greeting', 'before the first attempt']);
  const first = await breakOff(begun.backupId, true);
  const { safetyBackupId: wayBack } = await restoreRow(first);
  expect(await lastRestore()).toMatchObject({ id: first, targetState: 'incomplete', again: true });

  redisCli(redis, ['SET', 'since', 'written after the first attempt']);
  redisCli(redis, ['SET', 'greeting', 'written after the first attempt']);
  const repeat = await again(first);
  await completed(repeat.operationId);
  expect(redisCli(redis, ['EXISTS', 'since'])).toBe('0');
  const repeated = await restoreRow(repeat.restoreId);
  expect(repeated).toMatchObject({ wayBackId: wayBack, withSafety: true });
  expect(repeated.safetyBackupId).not.toBe(wayBack);
  // an ordinary one, which brings back what the repeat replaced
  const { rows } = await amber.web.listBackups(OWNER, { dataStore: store, trigger: 'safety' });
  expect(rows).toContainEqual(
    expect.objectContaining({ id: repeated.safetyBackupId, status: 'available', trigger: 'safety' }),
  );
  const forth = await amber.startRestore(repeated.safetyBackupId!, store);
  await completed(forth.operationId);
  expect(redisCli(redis, ['GET', 'since'])).toBe('written after the first attempt');
});

it('goes back to before the first attempt, whatever came of the repeat', async () => {
  const { rows } = await amber.web.listBackups(OWNER, { dataStore: store, trigger: 'manual' });
  const wanted = rows[0]!.id;
  redisCli(redis, ['FLUSHALL']);
  redisCli(redis, ['SET', 'greeting', 'before the first attempt']);
  const first = await breakOff(wanted, true);
  redisCli(redis, ['SET', 'since', 'the first attempt']);
  const second = await again(first).then(async (repeat) => {
    await completed(repeat.operationId);
    return repeat.restoreId;
  });
  const { safetyBackupId: wayBack } = await restoreRow(first);
  const at = (await amber.db.backup.findUniqueOrThrow({ where: { id: wayBack! } })).createdAt.toISOString();
  expect(await lastRestore()).toMatchObject({ id: second, rollBack: true, safetyAt: at });
  const back = await goBack(second);
  await completed(back.operationId);
  expect(greeting()).toBe('before the first attempt');
  expect(redisCli(redis, ['EXISTS', 'since'])).toBe('0');
});

it('takes none again where the first attempt was started without one', async () => {
  const { rows } = await amber.web.listBackups(OWNER, { dataStore: store, trigger: 'manual' });
  const first = await breakOff(rows[0]!.id, false);
  const repeat = await again(first);
  await completed(repeat.operationId);
  expect(await restoreRow(repeat.restoreId)).toMatchObject({
    withSafety: false,
    safetyBackupId: null,
    wayBackId: null,
  });
});

it('a repeat whose safety backup cannot be taken says the way on, and leaves the first way back', async () => {
  const { rows } = await amber.web.listBackups(OWNER, { dataStore: store, trigger: 'manual' });
  const first = await breakOff(rows[0]!.id, true);
  // neither way of taking a snapshot is left
  redisCli(redis, ['ACL', 'SETUSER', 'default', '-psync', '-sync', '-scan']);
  const repeat = await again(first);
  const { state, reason } = await ended(repeat.operationId);
  redisCli(redis, ['ACL', 'SETUSER', 'default', '+@all']);
  expect(state).toBe('failed');
  expect(reason).toMatch(
    /nothing was touched\..* switch off “Take a safety backup first” and type catalogue\.$/,
  );
  expect(await restoreRow(repeat.restoreId)).toMatchObject({ targetState: 'untouched' });
  expect(await lastRestore()).toMatchObject({ id: first, again: true, rollBack: true });
  const back = await goBack(first);
  await completed(back.operationId);
  // nothing older than the first attempt is there to go back to
  expect(await lastRestore()).toBeNull();
  expect(await restoreRow(back.restoreId)).toMatchObject({ targetState: 'rolled back', withSafety: true });
});
