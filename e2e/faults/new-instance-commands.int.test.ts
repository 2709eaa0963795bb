import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { keyspaceDifferences, readKeyspace } from '../data/keyspace-digest.ts';
import { endpointOf } from '../data/restoring.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, startInstallation, until, type WorkerProcess } from './installation.ts';
import { newInstances, processesIn } from './new-instances.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const SCRIPT = 'e2e/fixtures/hasty-commands-worker.ts';
const EXECUTABLE = join(import.meta.dirname, '../fixtures/redis-provisioner.mjs');

let amber: Installation;
let redis: TestServer;
let instances: ReturnType<typeof newInstances>;
let worker: WorkerProcess;
let backupId: string;
let home: string;

const startWorker = async () => {
  const started = await amber.startWorker(SCRIPT, {
    AMBER_PROVISIONER_BY_HAND: EXECUTABLE,
    AMBER_PROVISIONER_MISSING: '/nowhere/at-all',
    PROVISIONER_HOME: home,
  });
  await until(
    async () => (await amber.catalogue.instances.offers()).some(({ commands }) => commands.length > 0),
    'the worker says what it can make',
  );
  return started;
};

beforeAll(async () => {
  amber = await startInstallation();
  instances = newInstances(amber);
  home = mkdtempSync(join(tmpdir(), 'amber-provisioner-'));
  redis = await startRedis();
  redisCli(redis, ['EVAL', "for i=1,5000 do redis.call('SET','k'..i,redis.sha1hex(i)) end", '0']);
  const store = await amber.addStore(redis.port, 'source');
  worker = await startWorker();
  const begun = await amber.startBackup(store);
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed' });
  ({ backupId } = begun);
});
beforeEach(() => {
  rmSync(join(home, 'fault'), { force: true });
  rmSync(join(home, 'calls'), { force: true });
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
  for (const pid of processesIn(home)) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

type Call = {
  action: string;
  id: string;
  name?: string;
  engine?: string;
  like?: object;
  environment: string[];
};
const calls = (): Call[] =>
  readFileSync(join(home, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Call);

it('makes a server by a command, fills it, and has it removed with its store', async () => {
  const { places } = await amber.web.listNewInstancePlaces(OWNER, { backup: backupId });
  expect(places.map(({ where }) => where)).toEqual([
    'local',
    'command:by-hand',
    'command:missing',
    'endpoint',
  ]);
  const begun = await instances.begin(backupId, 'command:by-hand', { name: 'by hand' });
  const { dataStoreId: id } = begun;
  expect(await instances.rowOf(id)).toMatchObject({ status: 'pending', madeBy: 'command:by-hand' });
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed' });
  expect(await instances.rowOf(id)).toMatchObject({ status: 'active', keys: 5000 });
  const made = await instances.endpointOf(id);
  expect(made.password).toBe('made/by:hand');
  expect(keyspaceDifferences(await readKeyspace(endpointOf(redis)), await readKeyspace(made))).toEqual([]);
  expect(calls()[0]).toMatchObject({
    action: 'create',
    id,
    name: 'by hand',
    engine: 'redis',
    like: { product: 'redis', version: expect.stringMatching(/^7\./), databases: 1 },
  });
  // its secrets are not for commands
  expect(calls()[0]!.environment.filter((name) => /^AMBER_|DATABASE_URL/.test(name))).toEqual([]);
  // what its server asks for may change, and where it is
  redisCli({ port: made.port }, ['CONFIG', 'SET', 'requirepass', 'changed'], { password: 'made/by:hand' });
  const form = { id, name: 'by hand', host: 'localhost', port: made.port, password: 'changed' };
  await expect(amber.web.editDataStore(OWNER, { ...form, engine: 'janusgraph' })).rejects.toMatchObject({
    fields: { engine: expect.stringContaining('its engine stays') },
  });
  await amber.web.editDataStore(OWNER, { ...form, engine: 'redis' });
  expect(await instances.endpointOf(id)).toMatchObject({ host: 'localhost', password: 'changed' });
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await instances.gone(id, join(home, id));
  expect(calls().at(-1)).toMatchObject({ action: 'remove', id });
});

const FAULTS: [fault: string, reason: RegExp][] = [
  ['hang', /^The command by-hand did not answer “create” within 2 s and was ended\.$/],
  ['inherit', /^The command by-hand did not answer “create” within 2 s and was ended\.$/],
  ['garbage', /^The command by-hand answered no JSON at “create”\.$/],
  ['nothing', /^The command by-hand answered nothing at “create”\.$/],
  [
    'other',
    /^The command by-hand answered something else than docs\/provisioners says \(uri\) at “create”\.$/,
  ],
  ['exit', /^The command by-hand ended with code 1 at “create”\. It said: no quota left in eu-west-3$/],
  ['later', /^The command by-hand failed \(the image is not there\) at “status”\.$/],
  ['never', /^The command by-hand did not make the server within 1 min\.$/],
];

it.each(FAULTS)(
  'a command that goes wrong (%s) ends with its reason, and nothing is left',
  async (fault, reason) => {
    writeFileSync(join(home, 'fault'), fault);
    const { dataStoreId: id, operationId } = await instances.begin(backupId, 'command:by-hand');
    expect((await instances.ended(operationId)).reason).toMatch(reason);
    const row = await instances.rowOf(id);
    expect(row).toMatchObject({ status: 'failed', endpoint: null });
    expect(row.statusReason).toMatch(reason);
    await instances.gone(id, join(home, id));
    expect(await amber.db.lease.count()).toBe(0);
    await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  },
);

it('touches nothing of a server that a command gives and that is not empty', async () => {
  writeFileSync(join(home, 'fault'), 'foreign');
  writeFileSync(join(home, 'foreign'), `redis://127.0.0.1:${redis.port}`);
  const { dataStoreId: id, operationId } = await instances.begin(backupId, 'command:by-hand');
  expect((await instances.ended(operationId)).reason).toMatch(
    /^The server is not empty: .* nothing of it was touched\.$/,
  );
  expect(redisCli(redis, ['DBSIZE'])).toBe('5000');
  await instances.gone(id, join(home, id));
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
});

it('says that a command cannot be run, and leaves the row to be deleted', async () => {
  const { dataStoreId: id, operationId } = await instances.begin(backupId, 'command:missing');
  expect((await instances.ended(operationId)).reason).toMatch(
    /cannot be run: it is not there, or not executable/,
  );
  expect((await instances.rowOf(id)).status).toBe('failed');
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
});

it.each(['hang', 'inherit'])(
  'ends a command that hangs (%s) when the restore is cancelled, and removes what it has made',
  async (fault) => {
    writeFileSync(join(home, 'fault'), fault);
    const { dataStoreId: id, operationId } = await instances.begin(backupId, 'command:by-hand');
    await until(() => processesIn(join(home, id)).length > 0, 'it has made a server');
    await amber.web.cancelOperation(OWNER, { operationId });
    expect(await instances.ended(operationId)).toMatchObject({ state: 'cancelled' });
    expect(await instances.rowOf(id)).toMatchObject({ status: 'failed', statusReason: 'Cancelled' });
    await instances.gone(id, join(home, id));
    await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  },
);

it('finds what a killed worker had made: the same call again makes no second server', async () => {
  const { dataStoreId: id, operationId } = await instances.begin(backupId, 'command:by-hand');
  await until(() => processesIn(join(home, id)).length > 0, 'there is a server');
  await worker.kill();
  worker = await startWorker();
  expect(await instances.ended(operationId)).toMatchObject({ state: 'completed' });
  expect(processesIn(join(home, id)).length).toBe(1);
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await instances.gone(id, join(home, id));
});
