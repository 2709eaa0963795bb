import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { HASTY_WORKER, type Installation, OWNER, startInstallation, until } from './installation.ts';
import { recordFault } from './record-fault.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let amber: Installation;
let redis: TestServer;
let proxy: TcpProxy;
let store: string;

beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
  // hard to compress, so that bytes on the wire and bytes of the file go together
  redisCli(redis, [
    'EVAL',
    "for i=1,20000 do redis.call('SET','k'..i,redis.sha1hex(i)..redis.sha1hex(i+1)) end",
    '0',
  ]);
  proxy = await startTcpProxy(redis.port);
  store = await amber.addStore(proxy.port, 'proxied');
});
afterEach(() => proxy.inject({ kind: 'none' }));
afterAll(async () => {
  await amber.stop();
  await proxy.stop();
  await redis.stop();
});

const ended = (id: string) =>
  until(async () => {
    const row = await amber.operation(id);
    return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
  }, 'the operation ends');
const backupRow = (id: string) => amber.db.backup.findUniqueOrThrow({ where: { id } });
const expectNothingLeft = async (backupId: string) =>
  expect((await amber.storedFiles()).filter((name) => name.includes(backupId))).toEqual([]);

// row 3 drops TCP at byte N, row 4 closes cleanly too early
it.each(['cut', 'close'] as const)(
  'rows 3 and 4: a store that ends with a %s at byte N: failed, nothing left',
  async (kind) => {
    const worker = await amber.startWorker(HASTY_WORKER);
    proxy.inject({ kind, after: 400_000 });
    const { backupId, operationId } = await amber.startBackup(store);
    const operation = await ended(operationId);
    expect(operation).toMatchObject({ state: 'failed' });
    expect(operation.reason).toMatch(/closed|cut|connection|end/i);
    expect(await backupRow(backupId)).toMatchObject({ status: 'failed', reason: operation.reason });
    await expectNothingLeft(backupId);
    expect(await amber.db.lease.count()).toBe(0);
    await worker.stop();
    recordFault(import.meta.url, {
      rows: [3, 4],
      injected: 'The connection of a store is reset, or closed cleanly, after 400 kB of its dump',
      times: 2,
      survived: 'Failed with the reason; no file and no lease was left.',
    });
  },
);

it('row 1: SIGKILL of the worker mid-backup: another attempt completes it, and only that is Available', async () => {
  const first = await amber.startWorker();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 400_000 });
  const { backupId, operationId } = await amber.startBackup(store);
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  expect(await backupRow(backupId)).toMatchObject({ status: 'running' });
  await first.kill();
  proxy.inject({ kind: 'none' });
  const second = await amber.startWorker();
  const operation = await ended(operationId);
  expect(operation).toMatchObject({ state: 'completed' });
  expect(operation.attempt).toBeGreaterThan(1);
  expect(await backupRow(backupId)).toMatchObject({ status: 'available', keys: 20000n });
  const { operationId: check } = await amber.web.verifyBackup(OWNER, { backupId });
  expect(await ended(check)).toMatchObject({ state: 'completed' });
  await second.stop();
  recordFault(import.meta.url, {
    rows: [1],
    injected: 'SIGKILL of the worker while it receives a dump',
    times: 1,
    survived: 'Another worker took it up; the backup became Available once and verified.',
  });
});

it('row 2: SIGSTOP past the heartbeat, then resumed: the zombie publishes nothing', async () => {
  const zombie = await amber.startWorker();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 400_000 });
  const { backupId, operationId } = await amber.startBackup(store);
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  process.kill(zombie.pid, 'SIGSTOP');
  proxy.inject({ kind: 'none' });
  const second = await amber.startWorker();
  const operation = await ended(operationId);
  const before = await backupRow(backupId);
  process.kill(zombie.pid, 'SIGCONT');
  await until(
    () => zombie.output().includes('job ends') || zombie.output().includes('job failed'),
    'the zombie ends',
  );
  expect(operation).toMatchObject({ state: 'completed', attempt: 2 });
  expect(await backupRow(backupId)).toEqual(before);
  const { operationId: check } = await amber.web.verifyBackup(OWNER, { backupId });
  expect(await ended(check)).toMatchObject({ state: 'completed' });
  await Promise.all([zombie.stop(), second.stop()]);
  recordFault(import.meta.url, {
    rows: [2],
    injected:
      'SIGSTOP of the worker in the middle of a backup until another one has taken it up and completed it, then SIGCONT',
    times: 1,
    survived: 'The old attempt published nothing: the row was the same afterwards, and the backup verified.',
  });
});

it('row 12: a cancel stops a running backup and leaves no file', async () => {
  const worker = await amber.startWorker();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 200_000 });
  const { backupId, operationId } = await amber.startBackup(store);
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  await amber.web.cancelOperation(OWNER, { operationId });
  expect(await ended(operationId)).toMatchObject({ state: 'cancelled' });
  expect(await backupRow(backupId)).toMatchObject({ status: 'cancelled' });
  await until(
    async () => (await amber.storedFiles()).every((name) => !name.includes(backupId)),
    'files are gone',
  );
  await worker.stop();
  recordFault(import.meta.url, {
    rows: [12],
    injected: 'A cancel in the middle of a backup',
    times: 1,
    survived: 'Cancelled, no file left.',
  });
});

it('a graceful stop hands a running backup back, and the next worker goes on', async () => {
  const first = await amber.startWorker();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 200_000 });
  const { backupId, operationId } = await amber.startBackup(store);
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  await first.stop();
  expect(await amber.operation(operationId)).toMatchObject({ state: 'pending' });
  expect(await backupRow(backupId)).toMatchObject({ status: 'pending' });
  proxy.inject({ kind: 'none' });
  const second = await amber.startWorker();
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  await second.stop();
});

it('row 17: two workers and one job: one runs it', async () => {
  const workers = await Promise.all([amber.startWorker(), amber.startWorker()]);
  const { operationId } = await amber.startBackup(store);
  expect(await ended(operationId)).toMatchObject({ state: 'completed', attempt: 1 });
  const begun = workers.map((worker) => worker.output().split(`"operationId":"${operationId}"`).length - 1);
  expect(begun.filter((count) => count > 0)).toHaveLength(1);
  await Promise.all(workers.map((worker) => worker.stop()));
  recordFault(import.meta.url, {
    rows: [17],
    injected: 'One backup, two workers that wait for it',
    times: 1,
    survived: 'One ran it, at its first attempt.',
  });
});

it('row 18: the same request key starts one backup', async () => {
  const request = { dataStoreId: store, description: '', retentionDays: 3, requestKey: crypto.randomUUID() };
  const [one, other] = await Promise.allSettled([
    amber.web.startBackup(OWNER, request),
    amber.web.startBackup(OWNER, request),
  ]);
  const again = await amber.web.startBackup(OWNER, request);
  for (const answer of [one, other]) {
    if (answer.status === 'fulfilled') expect(answer.value.backupId).toBe(again.backupId);
    else expect(answer.reason).toMatchObject({ code: 'busy' });
  }
  expect(await amber.db.backup.count({ where: { requestKey: request.requestKey } })).toBe(1);
  const worker = await amber.startWorker();
  expect(await ended(again.operationId)).toMatchObject({ state: 'completed' });
  await worker.stop();
  recordFault(import.meta.url, {
    rows: [18],
    injected: 'The same request three times, two of them at the same moment',
    times: 3,
    survived: 'One backup.',
  });
});

it('row 34: a wrong password is terminal at once', async () => {
  const locked = await startRedis({ password: 'right' });
  const id = await amber.addStore(locked.port, 'locked', 'wrong');
  const worker = await amber.startWorker();
  const { operationId } = await amber.startBackup(id);
  const operation = await ended(operationId);
  expect(operation).toMatchObject({ state: 'failed', attempt: 1 });
  expect(operation.reason).toMatch(/password/i);
  expect(operation.reason).not.toContain('wrong');
  await worker.stop();
  await locked.stop();
  recordFault(import.meta.url, {
    rows: [34],
    injected: 'A wrong password',
    times: 1,
    survived: 'Failed at the first attempt; the password is not in the reason.',
  });
});

it('row 27: PostgreSQL crashes and restarts mid-backup: completed, in one attempt', async () => {
  const worker = await amber.startWorker();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 600_000 });
  const { backupId, operationId } = await amber.startBackup(store);
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  await amber.postgres.crashAndRestart();
  proxy.inject({ kind: 'none' });
  const operation = await until(
    async () => (await ended(operationId).catch(() => null)) ?? null,
    'the operation ends after the restart',
    120,
  );
  expect(operation).toMatchObject({ state: 'completed' });
  expect(await backupRow(backupId)).toMatchObject({ status: 'available', keys: 20000n });
  await worker.stop();
  recordFault(import.meta.url, {
    rows: [27],
    injected: 'PostgreSQL ended like by a power cut, and started again, in the middle of a backup',
    times: 1,
    survived: 'Completed, with all keys.',
  });
});
