import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import { freePort, type TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, startInstallation, until, type WorkerProcess } from './installation.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let amber: Installation;
let redis: TestServer;
let proxy: TcpProxy;
let store: string;
let worker: WorkerProcess;

beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
  redisCli(redis, [
    'EVAL',
    "for i=1,20000 do redis.call('SET','k'..i,redis.sha1hex(i)..redis.sha1hex(i+1)) end",
    '0',
  ]);
  proxy = await startTcpProxy(redis.port);
  store = await amber.addStore(proxy.port, 'orders');
  worker = await amber.startWorker();
});
afterEach(() => proxy.inject({ kind: 'none' }));
afterAll(async () => {
  await amber.stop();
  await proxy.stop();
  await redis.stop();
});

const ended = (id: string) =>
  until(
    async () => {
      const row = await amber.operation(id);
      return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
    },
    'the operation ends',
    120,
  );
const waiting = (id: string, reason: RegExp) =>
  until(async () => {
    const row = await amber.operation(id);
    return row.state === 'pending' && reason.test(row.reason ?? '') ? row : null;
  }, `it waits, as ${reason}`);
const backupRow = (id: string) => amber.db.backup.findUniqueOrThrow({ where: { id } });
const logOf = async (id: string) =>
  (await amber.web.readOperationLog(OWNER, { id })).lines.map(({ text }) => text);
const activityRow = async (id: string) => {
  const { rows } = await amber.web.listActivity(OWNER, {});
  return rows.find((row) => row.id === id);
};

describe('a store that is away', () => {
  const servers: ChildProcess[] = [];
  afterAll(async () => {
    for (const server of servers) {
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
  });

  it('is outlasted: the row says what failed and when it is tried again', async () => {
    const port = await freePort();
    const restarting = await amber.addStore(port, 'restarting');
    const { backupId, operationId } = await amber.startBackup(restarting);
    const row = await waiting(operationId, /^Attempt 2 of 5 failed: .+ Tried again in 5 s\.$/);
    expect(row).toMatchObject({ progress: null, tries: 2 });
    expect(await backupRow(backupId)).toMatchObject({ status: 'pending', reason: row.reason });
    expect(await activityRow(operationId)).toMatchObject({
      status: 'Pending',
      attempt: 3,
      cancellable: true,
    });
    servers.push(
      spawn('redis-server', ['--port', `${port}`, '--save', ''], { cwd: amber.dataDir, stdio: 'ignore' }),
    );
    expect(await ended(operationId)).toMatchObject({ state: 'completed', losses: 0, reason: null });
    expect(await backupRow(backupId)).toMatchObject({ status: 'available', reason: null });
    const lines = await logOf(operationId);
    expect(lines.slice(0, 4)).toEqual([
      'Attempt 1 begins: backup of restarting.',
      expect.stringMatching(/^Attempt 1 of 5 failed: .+ Tried again in 2 s\.$/),
      'Attempt 2 begins: backup of restarting.',
      expect.stringMatching(/^Attempt 2 of 5 failed: .+ Tried again in 5 s\.$/),
    ]);
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(/^The store is Redis .+ with 0 keys in .+ of memory\.$/),
      expect.stringMatching(/^Method replica: .+/),
      expect.stringMatching(/^Completed: 0 keys · .+\.$/),
    ]);
  });

  it('is given up at once by a cancel, while it waits', async () => {
    const gone = await amber.addStore(await freePort(), 'gone');
    const { backupId, operationId } = await amber.startBackup(gone);
    await waiting(operationId, /^Attempt \d of 5 failed/);
    await amber.web.cancelOperation(OWNER, { operationId });
    expect(await amber.operation(operationId)).toMatchObject({ state: 'cancelled' });
    expect(await backupRow(backupId)).toMatchObject({ status: 'cancelled' });
    expect(await amber.db.lease.count({ where: { dataStoreId: gone } })).toBe(0);
    expect((await logOf(operationId)).at(-1)).toMatch(/^Cancelled/);
  });
});

describe('a storage that is not there', () => {
  const here = () => join(amber.dataDir, 'storage');
  const away = () => join(amber.dataDir, 'storage-away');
  const AWAY = 'the storage is not there: its jobs wait';

  it('costs no try: jobs wait, the console says why, and all goes on when it is back', async () => {
    const first = await amber.startBackup(store);
    expect(await ended(first.operationId)).toMatchObject({ state: 'completed' });
    await rename(here(), away());
    const { backupId, operationId } = await amber.startBackup(store);
    const check = await amber.web.verifyBackup(OWNER, { backupId: first.backupId });
    for (const id of [operationId, check.operationId]) {
      expect(await waiting(id, /^Waiting for the storage\. The storage is not at /)).toMatchObject({
        tries: 0,
      });
    }
    expect(await backupRow(first.backupId)).toMatchObject({ status: 'available' });
    expect(await amber.web.findInstallation(OWNER)).toMatchObject({
      storage: {
        ok: false,
        reason: expect.stringMatching(/^The storage is not at .+ wait until it is back\.$/),
      },
      worker: { ok: true, reason: null },
    });
    await rename(away(), here());
    for (const id of [operationId, check.operationId])
      expect(await ended(id)).toMatchObject({ state: 'completed', attempt: 1, tries: 0 });
    expect(await backupRow(backupId)).toMatchObject({ status: 'available' });
    expect(worker.output().split(AWAY)).toHaveLength(2);
    await until(
      async () => (await amber.web.findInstallation(OWNER)).storage.ok,
      'the console says that it is back',
    );
  });

  it('one that goes while a backup runs costs no try either', async () => {
    proxy.inject({ kind: 'throttle', bytesPerSecond: 400_000 });
    const { operationId } = await amber.startBackup(store);
    await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
    await rename(here(), away());
    proxy.inject({ kind: 'none' });
    await waiting(operationId, /^Waiting for the storage/);
    await rename(away(), here());
    expect(await ended(operationId)).toMatchObject({ state: 'completed', tries: 0, losses: 0 });
    const lines = await logOf(operationId);
    expect(lines.filter((line) => line.startsWith('Waiting for the storage'))).toHaveLength(1);
  });
});

it('a backup shows the true keys of its store the moment it is completed', async () => {
  redisCli(redis, ['SET', 'one', 'more']);
  const { operationId } = await amber.startBackup(store);
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  redisCli(redis, ['DEL', 'one']);
  const { rows } = await amber.web.listDataStores(OWNER);
  expect(rows.find(({ id }) => id === store)?.keys).toBe(20_001);
});

describe('a restore', () => {
  it('shows the true keys of its store the moment it is completed', async () => {
    const { backupId, operationId } = await amber.startBackup(store);
    await ended(operationId);
    redisCli(redis, ['FLUSHALL']);
    redisCli(redis, ['SET', 'only', 'one']);
    const restore = await amber.startRestore(backupId, store);
    expect(await ended(restore.operationId)).toMatchObject({ state: 'completed' });
    const { rows } = await amber.web.listDataStores(OWNER);
    expect(rows.find(({ id }) => id === store)?.keys).toBe(20_000);
  });

  it('keeps the line of its safety backup through a kill, and shows no progress of a lost worker', async () => {
    const { backupId, operationId } = await amber.startBackup(store);
    await ended(operationId);
    const restore = await amber.startRestore(backupId, store);
    const row = await until(async () => {
      const found = await amber.db.restore.findUnique({ where: { id: restore.restoreId } });
      return found?.touchedAt ? found : null;
    }, 'the target is touched');
    await worker.kill();
    const known = await logOf(restore.operationId);
    expect(known).toContainEqual(
      expect.stringMatching(`^The safety backup is ${row.safetyBackupId}: 20,000 keys`),
    );
    expect(known).toContainEqual(expect.stringMatching(/^Target touched/));
    expect(known).toContainEqual(expect.stringMatching(/^Method restore/));
    if ((await amber.operation(restore.operationId)).state === 'running') {
      const lost = await until(async () => {
        const shown = await activityRow(restore.operationId);
        return shown?.reason ? shown : null;
      }, 'Activity says that its worker is lost');
      expect(lost).toMatchObject({ progress: null, reason: expect.stringMatching(/no sign of life/) });
    }
    worker = await amber.startWorker();
    expect(await ended(restore.operationId)).toMatchObject({ state: 'completed', tries: 0 });
    expect((await logOf(restore.operationId)).at(-1)).toMatch(/^Completed: 20,000 keys/);
  });

  it('is refused with a safety backup that has no room, and warned of it before', async () => {
    const { backupId, operationId } = await amber.startBackup(store);
    await ended(operationId);
    // as if the last backup had been larger than any disk
    await amber.db.backup.update({ where: { id: backupId }, data: { storedBytes: 10n ** 15n } });
    const preview = await amber.web.previewRestore(OWNER, { backup: backupId, dataStore: store });
    expect(preview.checks).toContainEqual(expect.objectContaining({ id: 'safety-space', outcome: 'warn' }));
    expect(preview.allowed).toBe(true);
    const before = redisCli(redis, ['DEBUG', 'DIGEST']);
    const restore = await amber.startRestore(backupId, store);
    expect(await ended(restore.operationId)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/too little room for a safety backup/),
    });
    expect(await amber.db.restore.findUnique({ where: { id: restore.restoreId } })).toMatchObject({
      targetState: 'untouched',
      safetyBackupId: null,
    });
    expect(redisCli(redis, ['DEBUG', 'DIGEST'])).toBe(before);
    const bare = await amber.startRestore(backupId, store, false, 'orders');
    expect(await ended(bare.operationId)).toMatchObject({ state: 'completed' });
  });
});
