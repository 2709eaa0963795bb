import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { audit } from './audit.ts';
import { type HeldRow, holdRows } from './held-rows.ts';
import { type Installation, OWNER, startInstallation, until, type WorkerProcess } from './installation.ts';
import { digestOf } from './load-context.ts';
import { recordFault } from './record-fault.ts';

const KEYS = 5_000;
let amber: Installation;
let redis: TestServer;
let store: string;
let good: string;
let digest: string;

const fill = (from: number, to: number) =>
  redisCli(redis, ['EVAL', `for i=${from},${to} do redis.call('SET','k'..i,redis.sha1hex(i)) end`, '0']);
const ended = (id: string) =>
  until(async () => {
    const row = await amber.operation(id);
    return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
  }, 'the operation ends');
const restoreOf = async (operationId: string) =>
  await amber.db.restore.findUniqueOrThrow({
    where: { id: (await amber.operation(operationId)).restoreId! },
  });

beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
  fill(1, KEYS);
  store = await amber.addStore(redis.port, 'store');
  const worker = await amber.startWorker();
  const { backupId, operationId } = await amber.startBackup(store);
  await ended(operationId);
  good = backupId;
  digest = digestOf(redis);
  await worker.stop();
});
afterEach(async () => {
  expect(await audit(amber)).toEqual([]);
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

/** Begins an operation while no worker runs. */
const BEGIN = {
  backup: async () => (await amber.startBackup(store)).operationId,
  verification: async () => (await amber.web.verifyBackup(OWNER, { backupId: good })).operationId,
  deletion: async () => {
    const { backupId, operationId } = await amber.startBackup(store);
    const worker = await amber.startWorker();
    await ended(operationId);
    await worker.stop();
    await amber.web.deleteBackup(OWNER, { backupId });
    const row = await amber.db.operation.findFirstOrThrow({ where: { backupId, kind: 'deletion' } });
    return row.id;
  },
  restore: async () => {
    redisCli(redis, ['FLUSHALL']);
    fill(KEYS - 100, KEYS + 100);
    return (await amber.startRestore(good, store)).operationId;
  },
};
type Kind = keyof typeof BEGIN;

/** What is held, and from when: the worker stops where it next changes it. */
const hold = {
  operation: (id: string) =>
    holdRows(amber.postgres.url, 'SELECT FROM "Operation" WHERE id = $1::uuid', [id]),
  backup: async (id: string) => {
    const { backupId } = await amber.operation(id);
    return holdRows(amber.postgres.url, 'SELECT FROM "Backup" WHERE id = $1', [backupId]);
  },
  restore: async (id: string) =>
    holdRows(amber.postgres.url, 'SELECT FROM "Restore" WHERE id = $1', [(await restoreOf(id)).id]),
  safety: async (id: string) =>
    holdRows(amber.postgres.url, 'SELECT FROM "Backup" WHERE id = $1', [
      (await restoreOf(id)).safetyBackupId,
    ]),
  job: (id: string) => holdRows(amber.postgres.url, 'SELECT FROM pgboss.job WHERE id = $1::uuid', [id]),
};
const runs = (id: string) => until(async () => (await amber.operation(id)).state === 'running', 'it runs');
const letStore = (signal: 'SIGSTOP' | 'SIGCONT') => process.kill(redis.pid, signal);

/**
 * Lets a worker go from row to row, each held in turn, and gives the last one, for which it waits. Between them the store
 * answers nobody, so that the worker cannot be faster than the test.
 */
const standAt = async (
  id: string,
  rows: readonly (keyof typeof hold)[],
): Promise<[HeldRow, WorkerProcess]> => {
  letStore('SIGSTOP');
  const worker = await amber.startWorker();
  await runs(id);
  let held: HeldRow | undefined;
  for (const row of rows) {
    if (held) {
      await held.awaited();
      letStore('SIGSTOP');
      await held.release();
    }
    if (row === 'safety')
      await until(async () => (await restoreOf(id)).safetyBackupId, 'its safety backup begins');
    held = await hold[row](id);
    letStore('SIGCONT');
  }
  if (rows.at(-1) === 'job') await ended(id);
  await held!.awaited();
  return [held!, worker];
};
const resumes = async (id: string) => {
  const operation = await ended(id);
  expect(operation).toMatchObject({ state: 'completed', reason: null });
  if (operation.kind === 'restore') expect(digestOf(redis)).toBe(digest);
  // the queue learns of the end a moment later
  await until(async () => {
    const moving = await amber.db.$queryRaw<object[]>`
      SELECT FROM pgboss.job WHERE id = ${id}::uuid AND state <> 'completed'`;
    return moving.length === 0;
  }, 'the job is through');
  return operation;
};

type Moment = [name: string, kind: Kind, rows: (keyof typeof hold)[]];
const MOMENTS: Moment[] = [
  ['a backup has its files in place, and its row is not committed', 'backup', ['backup']],
  ['a backup is Available, and the queue does not know', 'backup', ['job']],
  ['a restore begins its safety backup', 'restore', ['restore']],
  ['a safety backup has its files in place, and its row is not committed', 'restore', ['restore', 'safety']],
  ['a restore is about to touch its target', 'restore', ['restore', 'restore']],
  ['a restore has loaded all, and its row is not committed', 'restore', ['restore', 'restore', 'restore']],
  ['a restore is Completed, and the queue does not know', 'restore', ['job']],
];

/** Held before a worker is there: it stops when it comes to that row. */
const FIRST_MOMENTS: Moment[] = [
  ['a backup is claimed', 'backup', ['operation']],
  ['a restore is claimed', 'restore', ['restore']],
  ['a verification is claimed', 'verification', ['operation']],
  ['a verification has read all, and its row is not committed', 'verification', ['backup']],
  ['a deletion is claimed', 'deletion', ['operation']],
  ['a deletion has removed the files, and its row is not committed', 'deletion', ['backup']],
];

describe('rows 1 and 26: SIGKILL of the worker at the moment when', () => {
  it.each(FIRST_MOMENTS)('%s', async (_, kind, [row]) => {
    const id = await BEGIN[kind]();
    const held = await hold[row!](id);
    const worker = await amber.startWorker();
    await held.awaited();
    await worker.kill();
    await held.release();
    const next = await amber.startWorker();
    await resumes(id);
    await next.stop();
  });

  it.each(MOMENTS)('%s', async (name, kind, rows) => {
    const id = await BEGIN[kind]();
    const [held, worker] = await standAt(id, rows);
    await worker.kill();
    await held.release();
    if (name.includes('about to touch')) {
      expect((await restoreOf(id)).touchedAt).toBeNull();
      expect(redisCli(redis, ['DBSIZE'])).toBe('201');
    }
    const next = await amber.startWorker();
    const { attempt } = await resumes(id);
    expect(attempt).toBe(rows.includes('job') ? 1 : 2);
    await next.stop();
    recordFault(import.meta.url, {
      rows: [1, 26],
      injected: `SIGKILL of the worker at a chosen moment, at which it waits for a row that the test has locked: ${[...FIRST_MOMENTS, ...MOMENTS].map(([moment]) => moment).join('; ')}`,
      times: FIRST_MOMENTS.length + MOMENTS.length,
      survived:
        'The next attempt completed each; the target of a restore that had not said so was untouched; then every row and every file was right, and every Available backup verified.',
    });
  });
});

describe('row 27: PostgreSQL ends like by a power cut at the moment when', () => {
  it.each(MOMENTS.filter(([, , rows]) => !rows.includes('job')))('%s', async (_, kind, rows) => {
    const id = await BEGIN[kind]();
    const [held, worker] = await standAt(id, rows);
    await amber.postgres.crashAndRestart();
    await held.release();
    await until(() => amber.operation(id).catch(() => null), 'the database answers again');
    await resumes(id);
    await worker.stop();
    recordFault(import.meta.url, {
      rows: [27],
      injected:
        'PostgreSQL ended like by a power cut (`pg_ctl -m immediate`) while a worker was within the transaction that publishes a backup, begins a safety backup, publishes it, touches a target, or completes a restore',
      times: MOMENTS.length - 2,
      survived: 'Completed; every row and every file was right.',
    });
  });
});
