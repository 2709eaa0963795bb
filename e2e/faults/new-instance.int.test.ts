import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Endpoint } from '#lib/domain/data-store';
import { fillEveryType } from '../data/every-type.ts';
import { type Keyspace, keyspaceDifferences, readKeyspace } from '../data/keyspace-digest.ts';
import { endpointOf, withConnection } from '../data/restoring.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { HASTY_WORKER, type Installation, OWNER, startInstallation, until } from './installation.ts';
import { newInstances, processesIn } from './new-instances.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let amber: Installation;
let redis: TestServer;
let instances: ReturnType<typeof newInstances>;
let backupId: string;
let contents: Keyspace;

beforeAll(async () => {
  amber = await startInstallation();
  instances = newInstances(amber);
  redis = await startRedis({ args: ['--databases', '40'] });
  await withConnection(redis, (connection) =>
    fillEveryType(connection, { product: 'redis', functions: true }),
  );
  redisCli(redis, ['-n', '33', 'SET', 'far', 'away']);
  contents = await readKeyspace(endpointOf(redis));
  const store = await amber.addStore(redis.port, 'source');
  const worker = await amber.startWorker(HASTY_WORKER);
  const begun = await amber.startBackup(store);
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed' });
  ({ backupId } = begun);
  await worker.stop();
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

/** A worker that has said what it can make. */
const startWorker = async (environment = {}) => {
  const worker = await amber.startWorker(HASTY_WORKER, environment);
  await until(
    async () => (await amber.catalogue.instances.offers()).length > 0,
    'the worker says what it can make',
  );
  return worker;
};

const folderOf = (id: string) => join(amber.dataDir, 'servers', id);
const differences = async (endpoint: Endpoint) => keyspaceDifferences(contents, await readKeyspace(endpoint));
const live = (id: string) =>
  until(
    async () => ((await instances.rowOf(id)).status === 'active' ? true : null),
    'the new store is active',
  );

it('is Pending at once, and holds what the backup holds when it is Active', async () => {
  const worker = await startWorker();
  const { places } = await amber.web.listNewInstancePlaces(OWNER, { backup: backupId });
  expect(places.map(({ where }) => where)).toEqual(['local', 'endpoint']);
  const view = await amber.web.previewNewInstance(OWNER, { backup: backupId, where: 'local' });
  expect(view).toMatchObject({
    allowed: true,
    difference: null,
    server: expect.stringMatching(/^Redis 7\./),
  });
  await worker.stop();

  const offers = await amber.db.worker.create({
    data: { id: crypto.randomUUID(), hostId: await hostOf(), offers: { servers: [REDIS_7], commands: [] } },
  });
  const begun = await instances.begin(backupId, 'local', { name: 'redis-restore-20261123T040000Z' });
  await amber.db.worker.delete({ where: { id: offers.id } });
  const { dataStoreId: id } = begun;
  expect(await instances.rowOf(id)).toMatchObject({
    name: 'redis-restore-20261123T040000Z',
    status: 'pending',
    endpoint: null,
    madeBy: 'local',
  });
  const second = await startWorker();
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed', reason: null });
  expect(await instances.rowOf(id)).toMatchObject({
    status: 'active',
    statusReason: null,
    keys: contents.size,
  });
  const endpoint = await instances.endpointOf(id);
  expect(endpoint.password).toMatch(/^[\w-]{32}$/);
  expect(await differences(endpoint)).toEqual([]);

  // it stops and starts with the workers of its machine, and is the same store afterwards
  await second.stop();
  expect(processesIn(folderOf(id))).toEqual([]);
  const third = await startWorker();
  await until(() => processesIn(folderOf(id)).length === 1, 'it runs again');
  await live(id);
  await until(async () => {
    const now = await instances.endpointOf(id);
    return (await differences(now).catch(() => ['not there yet'])).length === 0;
  }, 'its contents are there again');

  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: true });
  await instances.gone(id, folderOf(id));
  await third.stop();
});

const REDIS_7 = { product: 'redis', version: '7.0.15' };
/** Of this data folder; the worker has written it. */
const hostOf = async () => (await import('#lib/platform/host-id')).hostId();

it('takes one restore for a request that comes twice, and no name that is in use', async () => {
  const worker = await startWorker();
  const requestKey = crypto.randomUUID();
  const first = await instances.begin(backupId, 'local', { name: 'twice', requestKey });
  expect(await instances.begin(backupId, 'local', { name: 'twice', requestKey })).toEqual(first);
  await expect(instances.begin(backupId, 'local', { name: 'twice' })).rejects.toMatchObject({
    code: 'conflict',
    fields: { name: 'There is a data store named twice already' },
  });
  await expect(
    amber.web.deleteDataStore(OWNER, { id: first.dataStoreId, deleteBackups: false }),
  ).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('cancel it under Activity') });
  await instances.ended(first.operationId);
  await amber.web.deleteDataStore(OWNER, { id: first.dataStoreId, deleteBackups: false });
  await instances.gone(first.dataStoreId, folderOf(first.dataStoreId));
  await worker.stop();
});

it('goes into an empty server that is there, and into no other', async () => {
  const target = await startRedis({ password: 'p w', args: ['--databases', '40'] });
  const uri = `redis://:p%20w@127.0.0.1:${target.port}`;
  const worker = await startWorker();
  try {
    redisCli(target, ['SET', 'one', '1'], { password: 'p w' });
    await expect(instances.begin(backupId, 'endpoint', { uri })).rejects.toMatchObject({
      fields: { uri: expect.stringContaining('not empty') },
    });
    expect(redisCli(target, ['GET', 'one'], { password: 'p w' })).toBe('1');
    await expect(
      instances.begin(backupId, 'endpoint', { uri: `redis://127.0.0.1:${redis.port}` }),
    ).rejects.toMatchObject({
      fields: { uri: 'source is at this address already. Restore into it instead.' },
    });
    await expect(instances.begin(backupId, 'endpoint', { uri: 'redis://127.0.0.1:1' })).rejects.toMatchObject(
      {
        fields: { uri: expect.stringContaining('refused') },
      },
    );
    await expect(instances.begin(backupId, 'endpoint')).rejects.toMatchObject({
      fields: { uri: 'Enter the address of an empty server' },
    });
    redisCli(target, ['FLUSHALL'], { password: 'p w' });
    const { dataStoreId: id, operationId } = await instances.begin(backupId, 'endpoint', { uri });
    expect(await instances.ended(operationId)).toMatchObject({ state: 'completed' });
    expect(await instances.rowOf(id)).toMatchObject({ status: 'active', madeBy: null, runByAmber: false });
    expect(await differences(await instances.endpointOf(id))).toEqual([]);
    await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
    expect(redisCli(target, ['-n', '33', 'GET', 'far'], { password: 'p w' })).toBe('away');
  } finally {
    await worker.stop();
    await target.stop();
  }
});

it('gives one empty server to one data store, whatever addresses lead to it', async () => {
  const empty = await startRedis({ args: ['--databases', '40'] });
  try {
    const hosts = ['127.0.0.1', 'localhost'];
    const begin = (host: string) =>
      instances.begin(backupId, 'endpoint', { uri: `redis://${host}:${empty.port}` });
    const begun = await Promise.allSettled(hosts.map(begin));
    const refused = begun.filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([
      expect.objectContaining({
        reason: expect.objectContaining({
          code: 'invalid-input',
          message: expect.stringContaining('leads to this server already, by another address'),
        }),
      }),
    ]);
    await expect(begin('127.0.0.2')).rejects.toMatchObject({ code: 'invalid-input' });
    const made = await amber.db.lease.findMany();
    expect(made).toMatchObject([{ kind: 'restore', serverId: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
    const id = made[0]!.dataStoreId;
    expect(await instances.rowOf(id)).toMatchObject({ status: 'pending' });
    await amber.web.cancelOperation(OWNER, { operationId: made[0]!.operationId });
    const worker = await startWorker();
    expect(await instances.ended(made[0]!.operationId)).toMatchObject({ state: 'cancelled' });
    await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
    await worker.stop();
  } finally {
    await empty.stop();
  }
});

it('says what to install where there is no server, and begins nothing', async () => {
  const worker = await startWorker({ PATH: '/nowhere' });
  await expect(instances.begin(backupId, 'local')).rejects.toMatchObject({
    code: 'preflight-refused',
    message: expect.stringContaining('apt install valkey-server'),
  });
  expect(await amber.db.instance.count()).toBe(0);
  await worker.stop();
});

it.skipIf(process.getuid?.() !== 0)('says that the disk is full, and leaves nothing', async () => {
  const worker = await startWorker();
  const servers = join(amber.dataDir, 'servers');
  mkdirSync(servers, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', servers]);
  try {
    try {
      writeFileSync(join(servers, 'ballast'), Buffer.alloc(2 ** 16));
    } catch {
      // full: that is what it is for
    }
    const { dataStoreId: id, operationId } = await instances.begin(backupId, 'local');
    expect((await instances.ended(operationId)).reason).toBe(
      'The disk of the worker’s machine is full: no server could be started.',
    );
    expect((await instances.rowOf(id)).status).toBe('failed');
    await instances.gone(id, folderOf(id));
    await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  } finally {
    execFileSync('umount', [servers]);
    await worker.stop();
  }
});
