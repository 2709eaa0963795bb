import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import {
  HASTY_WORKER,
  type Installation,
  OWNER,
  startInstallation,
  until,
  type WorkerProcess,
} from './installation.ts';
import { newInstances, processesIn } from './new-instances.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const KEYS = 300_000;
let amber: Installation;
let redis: TestServer;
let instances: ReturnType<typeof newInstances>;
let worker: WorkerProcess;
let backupId: string;

const startWorker = async (): Promise<WorkerProcess> => {
  const started = await amber.startWorker(HASTY_WORKER);
  await until(
    async () => (await amber.catalogue.instances.offers()).length > 0,
    'the worker says what it can make',
  );
  return started;
};

beforeAll(async () => {
  amber = await startInstallation();
  instances = newInstances(amber);
  redis = await startRedis();
  redisCli(redis, ['EVAL', `for i=1,${KEYS} do redis.call('SET','k'..i,redis.sha1hex(i)) end`, '0']);
  const store = await amber.addStore(redis.port, 'source');
  worker = await startWorker();
  const begun = await amber.startBackup(store);
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed' });
  ({ backupId } = begun);
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

const folderOf = (id: string) => join(amber.dataDir, 'servers', id);
const touched = (restoreId: string) =>
  until(
    async () => (await amber.db.restore.findUniqueOrThrow({ where: { id: restoreId } })).touchedAt,
    'it is being loaded',
  );

/** Where the worker is killed, and what is awaited before. */
const STEPS: [
  string,
  (begun: { dataStoreId: string; restoreId: string; operationId: string }) => Promise<unknown>,
][] = [
  [
    'as soon as there is a process',
    ({ dataStoreId }) => until(() => processesIn(folderOf(dataStoreId)).length > 0, 'a process'),
  ],
  ['in the middle of loading', ({ restoreId }) => touched(restoreId)],
];

it.each(STEPS)('goes on with one server after its worker was killed %s', async (_, moment) => {
  const begun = await instances.begin(backupId, 'local');
  await moment(begun);
  await worker.kill();
  worker = await startWorker();
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed' });
  const { dataStoreId: id } = begun;
  expect(await instances.rowOf(id)).toMatchObject({ status: 'active', keys: KEYS });
  expect(processesIn(folderOf(id))).toHaveLength(1);
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await instances.gone(id, folderOf(id));
});

it('leaves no server when it is cancelled in the middle of loading', async () => {
  const { dataStoreId: id, restoreId, operationId } = await instances.begin(backupId, 'local');
  await touched(restoreId);
  await amber.web.cancelOperation(OWNER, { operationId });
  expect(await instances.ended(operationId)).toMatchObject({ state: 'cancelled' });
  expect(await instances.rowOf(id)).toMatchObject({
    status: 'failed',
    statusReason: 'Cancelled',
    incomplete: null,
  });
  await instances.gone(id, folderOf(id));
  expect(await amber.db.lease.count()).toBe(0);
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
});

it('fails with the reason when its server is ended again and again, and leaves nothing', async () => {
  const { dataStoreId: id, restoreId, operationId } = await instances.begin(backupId, 'local');
  await touched(restoreId);
  const ended = instances.ended(operationId);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await until(() => {
    for (const pid of over ? [] : processesIn(folderOf(id))) process.kill(pid, 'SIGKILL');
    return over;
  }, 'the restore is given up');
  const { state, reason } = await ended;
  expect(state).toBe('failed');
  expect(reason).toMatch(/./);
  expect(await instances.rowOf(id)).toMatchObject({ status: 'failed', statusReason: reason });
  await instances.gone(id, folderOf(id));
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
});
