import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Endpoint } from '#lib/domain/data-store';
import { DIGEST } from '../data/graph/digest.ts';
import { FILL_EVERY_TYPE } from '../data/graph/every-type.ts';
import { graphEndpoint, runScript } from '../data/graph/graph-calls.ts';
import { janusGraphJars, startJanusGraph } from '../servers/janusgraph.ts';
import type { TestServer } from '../servers/server-process.ts';
import { HASTY_WORKER, type Installation, OWNER, startInstallation, until } from './installation.ts';
import { newInstances, processesIn } from './new-instances.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let amber: Installation;
let server: TestServer;
let instances: ReturnType<typeof newInstances>;
let storeId: string;
let backupId: string;
let digest: unknown;

const digestOf = async (endpoint: Endpoint) => (await runScript(endpoint, DIGEST))[0];
const startWorker = async () => {
  const worker = await amber.startWorker(HASTY_WORKER, { AMBER_JANUSGRAPH_HOME: janusGraphJars() });
  await until(
    async () => (await amber.catalogue.instances.offers()).length > 0,
    'the worker says what it can make',
  );
  return worker;
};

beforeAll(async () => {
  amber = await startInstallation();
  instances = newInstances(amber);
  server = await startJanusGraph();
  await runScript(graphEndpoint(server), FILL_EVERY_TYPE, { mx: true });
  digest = await digestOf(graphEndpoint(server));
  const { id } = await amber.web.addDataStore(OWNER, {
    name: 'social',
    engine: 'janusgraph',
    host: '127.0.0.1',
    port: server.port,
    username: '',
    password: '',
  });
  storeId = id;
  const worker = await startWorker();
  await until(async () => (await instances.rowOf(id)).status === 'active', 'the store is seen');
  const begun = await amber.startBackup(id);
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed' });
  ({ backupId } = begun);
  await worker.stop();
});
afterAll(async () => {
  await amber.stop();
  await server.stop();
});

const folderOf = (id: string) => join(amber.dataDir, 'servers', id);

it('is a server of its own with the same graph, which goes with its data store', async () => {
  const worker = await startWorker();
  const view = await amber.web.previewNewInstance(OWNER, { backup: backupId, where: 'local' });
  expect(view).toMatchObject({ allowed: true, server: 'JanusGraph 1.1.0', difference: null });
  const begun = await instances.begin(backupId, 'local', { name: 'janusgraph-restore-20261123T040000Z' });
  const { dataStoreId: id } = begun;
  expect(await instances.rowOf(id)).toMatchObject({ status: 'pending', engine: 'janusgraph' });
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed', reason: null });
  expect(await instances.rowOf(id)).toMatchObject({ status: 'active', madeBy: 'local' });
  const endpoint = await instances.endpointOf(id);
  expect(endpoint).toMatchObject({ host: '127.0.0.1', username: 'amber' });
  expect(await digestOf(endpoint)).toBe(digest);
  await expect(runScript({ ...endpoint, password: 'another' }, '1')).rejects.toMatchObject({
    code: 'store-auth',
  });
  await worker.stop();
  expect(processesIn(folderOf(id))).toEqual([]);
  const next = await startWorker();
  await until(
    async () =>
      await digestOf(await instances.endpointOf(id)).then(
        (found) => found === digest,
        () => false,
      ),
    'it is there again with all it held',
    120,
  );
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await instances.gone(id, folderOf(id));
  await next.stop();
});

const graphsOf = async (): Promise<string> =>
  String(
    (
      await runScript(
        graphEndpoint(server),
        "org.janusgraph.core.ConfiguredGraphFactory.getGraphNames().toList().sort().join(',')",
      )
    )[0],
  );
const foldersOf = () =>
  readdirSync(server.dir, { recursive: true, encoding: 'utf8' }).filter((name) => /amber-[^/]*$/.test(name));

it('is a graph on the server of another data store, and is removed there', async () => {
  const worker = await startWorker();
  const { places } = await amber.web.listNewInstancePlaces(OWNER, { backup: backupId });
  const where = `graph:${storeId}`;
  expect(places).toContainEqual(expect.objectContaining({ where, name: 'A graph on social' }));
  const begun = await instances.begin(backupId, where, { name: 'beside social' });
  const { dataStoreId: id } = begun;
  expect(await instances.ended(begun.operationId)).toMatchObject({ state: 'completed', reason: null });
  expect(await instances.rowOf(id)).toMatchObject({ status: 'active', madeBy: 'graph' });
  const endpoint = await instances.endpointOf(id);
  expect(endpoint.graph).toMatch(/^besidesocial-\w{6}$/);
  expect(await digestOf(endpoint)).toBe(digest);
  expect(await graphsOf()).toContain(endpoint.graph);
  expect(foldersOf()).not.toEqual([]);
  const storeOfServer = { id: storeId, deleteBackups: false };
  await expect(amber.web.deleteDataStore(OWNER, storeOfServer)).rejects.toMatchObject({
    message: expect.stringContaining('Delete beside social first'),
  });
  const form = { engine: 'janusgraph', host: '127.0.0.1', port: server.port, username: '', password: '' };
  const ofServer = { ...form, id: storeId, name: 'social' };
  for (const change of [{ host: 'localhost' }, { port: 1 }, { path: '/elsewhere' }, { engine: 'redis' }])
    await expect(amber.web.editDataStore(OWNER, { ...ofServer, ...change })).rejects.toMatchObject({
      fields: { [Object.keys(change)[0]!]: expect.stringContaining('Delete beside social first') },
    });
  const ofGraph = { ...form, id, name: 'beside social', graph: endpoint.graph };
  for (const change of [{ host: 'localhost' }, { graph: 'graph' }])
    await expect(amber.web.editDataStore(OWNER, { ...ofGraph, ...change })).rejects.toMatchObject({
      fields: { [Object.keys(change)[0]!]: expect.stringContaining('Amber made this graph') },
    });
  // this server lets in whoever gives a name
  await amber.web.editDataStore(OWNER, { ...ofGraph, username: 'somebody', password: 's3cret' });
  expect(await instances.endpointOf(id)).toMatchObject({
    ...endpoint,
    username: 'somebody',
    password: 's3cret',
  });
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await until(async () => (await amber.db.instance.count()) === 0, 'its row is gone');
  expect(await graphsOf()).toBe('');
  expect(foldersOf()).toEqual([]);
  expect(await digestOf(graphEndpoint(server))).toBe(digest);
  await worker.stop();
});

it('leaves no graph behind when it is cancelled, nor when the worker is killed in the middle', async () => {
  const worker = await startWorker();
  const { dataStoreId: id, operationId } = await instances.begin(backupId, `graph:${storeId}`);
  await until(async () => (await graphsOf()) !== '', 'the graph is made');
  await worker.kill();
  await amber.web.cancelOperation(OWNER, { operationId });
  const next = await startWorker();
  expect(await instances.ended(operationId)).toMatchObject({ state: 'cancelled' });
  expect((await instances.rowOf(id)).status).toBe('failed');
  await until(async () => (await amber.db.instance.count()) === 0, 'its row is gone', 120);
  expect(await graphsOf()).toBe('');
  expect(foldersOf()).toEqual([]);
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await next.stop();
});
