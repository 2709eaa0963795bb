import { execFileSync } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, startInstallation, until, type WorkerProcess } from './installation.ts';
import { recordFault } from './record-fault.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const KEYS = 20_000;
let amber: Installation;
let redis: TestServer;
let proxy: TcpProxy;
let store: string;
let worker: WorkerProcess;
let backupId: string;
let digest: string;

const fill = (from: number, to: number) =>
  redisCli(redis, ['EVAL', `for i=${from},${to} do redis.call('SET','k'..i,redis.sha1hex(i)) end`, '0']);
const digestOf = (server: TestServer) => redisCli(server, ['DEBUG', 'DIGEST']);

const ended = (id: string) =>
  until(async () => {
    const row = await amber.operation(id);
    return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
  }, 'the operation ends');
const restoreRow = (id: string) => amber.db.restore.findUniqueOrThrow({ where: { id } });
const backUp = async () => {
  const begun = await amber.startBackup(store);
  expect(await ended(begun.operationId)).toMatchObject({ state: 'completed' });
  return begun.backupId;
};

beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
  fill(1, KEYS);
  proxy = await startTcpProxy(redis.port);
  store = await amber.addStore(proxy.port, 'target');
  worker = await amber.startWorker();
  backupId = await backUp();
  digest = digestOf(redis);
});
beforeEach(() => {
  redisCli(redis, ['FLUSHALL']);
  fill(KEYS - 5000, KEYS + 5000);
});
afterEach(() => proxy.inject({ kind: 'none' }));
afterAll(async () => {
  await amber.stop();
  await proxy.stop();
  await redis.stop();
});

const phase = (operationId: string, text: RegExp) =>
  until(async () => {
    const progress = (await amber.operation(operationId)).progress as { phase: string } | null;
    return progress !== null && text.test(progress.phase);
  }, `the phase ${text}`);

it('brings every key back, and the safety backup brings the data before it back', async () => {
  const before = digestOf(redis);
  const { restoreId, operationId } = await amber.startRestore(backupId, store);
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(digest);
  const restore = await restoreRow(restoreId);
  expect(restore).toMatchObject({ status: 'completed', targetState: 'replaced' });
  const back = await amber.startRestore(restore.safetyBackupId!, store);
  expect(await ended(back.operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(before);
});

it('row 1: SIGKILL while the safety backup is taken: the target is untouched, the next attempt completes', async () => {
  proxy.inject({ kind: 'throttle', bytesPerSecond: 150_000 });
  const { restoreId, operationId } = await amber.startRestore(backupId, store);
  await phase(operationId, /Safety backup: Receiving/);
  await worker.kill();
  expect((await restoreRow(restoreId)).touchedAt).toBeNull();
  proxy.inject({ kind: 'none' });
  worker = await amber.startWorker();
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(digest);
  const safeties = await amber.db.backup.findMany({
    where: { id: (await restoreRow(restoreId)).safetyBackupId! },
  });
  expect(safeties).toMatchObject([{ status: 'available', trigger: 'safety' }]);
  recordFault(import.meta.url, {
    rows: [1],
    injected: 'SIGKILL of the worker while a restore takes its safety backup',
    times: 1,
    survived: 'The target was untouched; the next attempt completed with one safety backup.',
  });
});

it('row 1: SIGKILL while it loads: the next attempt completes with the same safety backup', async () => {
  const before = digestOf(redis);
  const { restoreId, operationId } = await amber.startRestore(backupId, store);
  // replies trickle, so that the load is under way when the worker dies
  await until(async () => (await restoreRow(restoreId)).safetyBackupId, 'the safety backup begins');
  await until(
    async () => (await restoreRow(restoreId)).touchedAt ?? fastEnd(operationId),
    'the target is touched',
  );
  await worker.kill();
  const { safetyBackupId } = await restoreRow(restoreId);
  worker = await amber.startWorker();
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(digest);
  expect((await restoreRow(restoreId)).safetyBackupId).toBe(safetyBackupId);
  expect(await amber.db.backup.count({ where: { trigger: 'safety', id: safetyBackupId! } })).toBe(1);
  const back = await amber.startRestore(safetyBackupId!, store);
  expect(await ended(back.operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(before);
  recordFault(import.meta.url, {
    rows: [1],
    injected: 'SIGKILL of the worker while a restore loads its target',
    times: 1,
    survived: 'The next attempt completed with the same safety backup, which brought the old data back.',
  });
});
const fastEnd = async (operationId: string) => (await amber.operation(operationId)).finishedAt;

it('row 21: the connection dies while it loads: incomplete, Restore again, Restore the safety backup', async () => {
  const before = digestOf(redis);
  const { restoreId, operationId } = await amber.startRestore(backupId, store);
  await until(async () => (await restoreRow(restoreId)).touchedAt, 'the target is touched');
  proxy.inject({ kind: 'cut', after: 0 });
  proxy.reset();
  const operation = await ended(operationId);
  if (operation.state === 'completed') throw new Error('The load was through before the cut: make it larger');
  expect(await restoreRow(restoreId)).toMatchObject({ status: 'failed', targetState: 'incomplete' });
  proxy.inject({ kind: 'none' });
  const page = await amber.web.listActivity(OWNER, { kind: 'restore' });
  expect(page.rows[0]).toMatchObject({ status: 'Failed', restore: { again: true, rollBack: true } });
  const again = await amber.web.restoreAgain(OWNER, { restoreId, requestKey: crypto.randomUUID() });
  expect(await ended(again.operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(digest);
  const { safetyBackupId } = await restoreRow(restoreId);
  expect((await restoreRow(again.restoreId)).wayBackId).toBe(safetyBackupId);
  const back = await amber.startRestore(safetyBackupId!, store);
  expect(await ended(back.operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(redis)).toBe(before);
  recordFault(import.meta.url, {
    rows: [21],
    injected: 'The connection to the target is cut while a restore loads it',
    times: 1,
    survived:
      '`incomplete`; Restore again completed, and the safety backup of the first attempt brought the old data back.',
  });
});

it('rows 19 and 20: while a restore runs, a second one and a backup are refused and a slot is skipped', async () => {
  proxy.inject({ kind: 'throttle', bytesPerSecond: 150_000 });
  const { operationId } = await amber.startRestore(backupId, store);
  await phase(operationId, /Safety backup/);
  await expect(amber.startRestore(backupId, store)).rejects.toMatchObject({ code: 'busy' });
  await expect(amber.startBackup(store)).rejects.toMatchObject({ code: 'busy' });
  await amber.web.applyPolicy(OWNER, {
    dataStoreId: store,
    revision: 0,
    enabled: true,
    everyDay: true,
    everyHour: true,
    timeZone: 'UTC',
    retentionDays: 7,
  });
  // the last full hour is due now: only the database's clock counts
  await amber.db
    .$executeRaw`UPDATE "Policy" SET "nextAt" = date_trunc('hour', now()) WHERE "dataStoreId" = ${store}`;
  const slot = await until(
    () => amber.db.slot.findFirst({ where: { dataStoreId: store } }),
    'the slot is recorded',
  );
  expect(slot).toMatchObject({ outcome: 'skipped', reason: expect.stringMatching(/restore/) });
  proxy.inject({ kind: 'none' });
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  recordFault(import.meta.url, {
    rows: [19, 20],
    injected: 'A slot, a backup and a second restore of a store that is being restored',
    times: 3,
    survived: 'The slot was recorded as skipped, with its reason; the others were refused.',
  });
});

it('row 23: retention and a deletion by hand wait for a restore that reads the backup', async () => {
  const victim = await backUp();
  await backUp();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 150_000 });
  const { operationId } = await amber.startRestore(victim, store);
  await amber.db.backup.update({ where: { id: victim }, data: { expiresAt: new Date(0) } });
  await expect(amber.web.deleteBackup(OWNER, { backupId: victim })).rejects.toMatchObject({ code: 'busy' });
  await phase(operationId, /Safety backup/);
  expect(await amber.db.backup.findUnique({ where: { id: victim } })).toMatchObject({ status: 'available' });
  proxy.inject({ kind: 'none' });
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  await until(
    async () => (await amber.db.backup.findUnique({ where: { id: victim } }))?.status === 'deleted',
    'retention removes it after the restore',
  );
  expect((await amber.storedFiles()).filter((name) => name.includes(victim))).toEqual([]);
  recordFault(import.meta.url, {
    rows: [23],
    injected: 'A deletion by hand and an expiry of a backup that a restore reads',
    times: 2,
    survived: 'The deletion by hand was refused, retention waited and removed it afterwards.',
  });
});

it.each(['flipped', 'truncated', 'missing'])(
  'rows 14 and 15: an artefact that is %s: nothing is touched, it is Damaged',
  async (how) => {
    const broken = await backUp();
    const before = digestOf(redis);
    const folder = join(amber.dataDir, 'storage', 'artefacts', store, broken);
    const data = join(folder, (await readdir(folder)).find((name) => name.startsWith('data'))!);
    if (how === 'missing') execFileSync('rm', ['-r', folder]);
    else if (how === 'truncated') execFileSync('truncate', ['-s', '-100', data]);
    else await flip(data, 5000);
    const { restoreId, operationId } = await amber.startRestore(broken, store);
    const operation = await ended(operationId);
    expect(operation.state).toBe('failed');
    expect(await restoreRow(restoreId)).toMatchObject({
      status: 'failed',
      targetState: 'untouched',
      touchedAt: null,
    });
    expect(digestOf(redis)).toBe(before);
    expect(await amber.db.backup.findUnique({ where: { id: broken } })).toMatchObject({
      status: 'damaged',
      reason: operation.reason,
    });
    recordFault(import.meta.url, {
      rows: [14, 15],
      injected: 'An artefact with a bit turned over, cut short, or gone',
      times: 3,
      survived:
        'The restore was refused, the target had the same data; the backup became Damaged with the reason.',
    });
  },
);

const flip = async (path: string, at: number) => {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  byte[0] = byte[0]! ^ 1;
  await file.write(byte, 0, 1, at);
  await file.close();
};

it('row 26: SIGKILL in a deletion: the next worker finishes it', async () => {
  const victim = await backUp();
  await worker.kill();
  await amber.web.deleteBackup(OWNER, { backupId: victim });
  // half-way: the manifest is gone, the data is not, and the attempt that removed it is lost
  execFileSync('rm', [join(amber.dataDir, 'storage', 'artefacts', store, victim, 'manifest.json')]);
  await amber.db.operation.updateMany({
    where: { backupId: victim, kind: 'deletion' },
    data: { state: 'running', attempt: 1 },
  });
  worker = await amber.startWorker();
  await until(
    async () => (await amber.db.backup.findUnique({ where: { id: victim } }))?.status === 'deleted',
    'the deletion is through',
  );
  expect((await amber.storedFiles()).filter((name) => name.includes(victim))).toEqual([]);
  recordFault(import.meta.url, {
    rows: [26],
    injected: 'A deletion whose worker was lost between manifest and data',
    times: 1,
    survived: 'The next worker finished it; nothing was left.',
  });
});

it('a target that sends garbage fails its safety backup, and the good backup stays Available', async () => {
  const before = digestOf(redis);
  proxy.inject({ kind: 'flip', at: 300_000 });
  const { restoreId, operationId } = await amber.startRestore(backupId, store);
  expect(await ended(operationId)).toMatchObject({ state: 'failed' });
  expect(await restoreRow(restoreId)).toMatchObject({ targetState: 'untouched' });
  expect(await amber.db.backup.findUnique({ where: { id: backupId } })).toMatchObject({
    status: 'available',
  });
  expect(digestOf(redis)).toBe(before);
});

it('a server that was added under two names is one: a restore through one holds the other', async () => {
  const twin = await amber.addStore(redis.port, 'twin');
  await until(
    async () => (await amber.db.dataStore.findUnique({ where: { id: twin } }))?.probe,
    'the twin is probed',
  );
  proxy.inject({ kind: 'throttle', bytesPerSecond: 150_000 });
  const { operationId } = await amber.startRestore(backupId, store);
  await expect(amber.startBackup(twin)).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringMatching(/target/),
  });
  proxy.inject({ kind: 'none' });
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
});

it('row 2: a worker that was frozen while it loads', async () => {
  const { operationId } = await amber.startRestore(backupId, store);
  await until(async () => (await amber.operation(operationId)).state !== 'pending', 'it runs');
  await until(
    async () => (await restoreTouched(operationId)) || (await fastEnd(operationId)),
    'the target is touched',
  );
  process.kill(worker.pid, 'SIGSTOP');
  const second = await amber.startWorker();
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  redisCli(redis, ['FLUSHALL']);
  process.kill(worker.pid, 'SIGCONT');
  await until(() => /job (ends|failed)/.test(worker.output().slice(-400)), 'the frozen one ends');
  expect(redisCli(redis, ['DBSIZE'])).toBe('0');
  await worker.stop();
  worker = second;
  recordFault(import.meta.url, {
    rows: [2],
    injected:
      'SIGSTOP of the worker while it loads a target, until another one has completed the restore, then SIGCONT',
    times: 1,
    survived: 'The old attempt wrote nothing more into the target.',
  });
});
const restoreTouched = async (operationId: string) =>
  (await restoreRow((await amber.operation(operationId)).restoreId!)).touchedAt;

it('a restore that lay for long before the touch does not replace what was written since', async () => {
  proxy.inject({ kind: 'throttle', bytesPerSecond: 150_000 });
  const { restoreId, operationId } = await amber.startRestore(backupId, store);
  await phase(operationId, /Safety backup: Receiving/);
  await worker.stop();
  proxy.inject({ kind: 'none' });
  // the safety backup became Available, and the worker came back an hour later
  const safetyBackupId = (await restoreRow(restoreId)).safetyBackupId!;
  const hourAgo = new Date(Date.now() - 3_600_000);
  await amber.db.backup.update({
    where: { id: safetyBackupId },
    data: { status: 'available', finishedAt: hourAgo },
  });
  const before = digestOf(redis);
  worker = await amber.startWorker();
  const operation = await ended(operationId);
  expect(operation).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/Start the restore again/),
  });
  expect(await restoreRow(restoreId)).toMatchObject({ targetState: 'untouched' });
  expect(digestOf(redis)).toBe(before);
});
