import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DIGEST } from '../../e2e/data/graph/digest.ts';
import { FILL_EVERY_TYPE } from '../../e2e/data/graph/every-type.ts';
import { graphEndpoint, runScript } from '../../e2e/data/graph/graph-calls.ts';
import {
  HASTY_WORKER,
  type Installation,
  OWNER,
  startInstallation,
  until,
} from '../../e2e/faults/installation.ts';
import { startJanusGraph } from '../../e2e/servers/janusgraph.ts';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';
import { beginBackup } from './begin-backup.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let redis: TestServer;
let janusGraph: TestServer;
let keys: { store: string; backup: string };
let graph: { store: string; backup: string };
beforeAll(async () => {
  [amber, redis, janusGraph] = await Promise.all([startInstallation(), startRedis(), startJanusGraph()]);
  redisCli(redis, ['SET', 'greeting', 'hello']);
  await runScript(graphEndpoint(janusGraph), FILL_EVERY_TYPE, { mx: true });
  await amber.startWorker(HASTY_WORKER);
  const stores = [await amber.addStore(redis.port, 'sessions'), (await addGraph('social')).id] as const;
  const taken = await Promise.all(stores.map(backedUp));
  keys = { store: stores[0], backup: taken[0]! };
  graph = { store: stores[1], backup: taken[1]! };
});
afterAll(async () => {
  await Promise.all([amber?.stop(), redis?.stop(), janusGraph?.stop()]);
});

const addGraph = (name: string, more: object = {}) =>
  amber.web.addDataStore(OWNER, {
    name,
    engine: 'janusgraph',
    host: '127.0.0.1',
    port: janusGraph.port,
    ...more,
  });
const ended = (operationId: string) =>
  until(async () => {
    const row = await amber.operation(operationId);
    return row.finishedAt && row;
  }, 'the operation is through');
const backedUp = async (store: string): Promise<string> => {
  const { backupId, operationId } = await amber.startBackup(store);
  expect(await ended(operationId)).toMatchObject({ state: 'completed', reason: null });
  return backupId;
};
const digest = async () => (await runScript(graphEndpoint(janusGraph), DIGEST))[0];

it('lists what each of them holds', async () => {
  const { rows } = await amber.web.listBackups(OWNER, {});
  const of = (id: string) => rows.find((row) => row.id === id);
  expect(of(keys.backup)).toMatchObject({ engine: 'redis', keys: 1, edges: null, method: 'replica' });
  expect(of(graph.backup)).toMatchObject({ engine: 'janusgraph', keys: 38, edges: 178, method: 'cursor' });
  expect(of(graph.backup)?.fileName).toMatch(/^social-.*\.graphson$/);
  const stores = await amber.web.listDataStores(OWNER);
  expect(JSON.stringify(stores)).toContain('"keys":38,"edges":178');
  const detail = await amber.web.findDataStore(OWNER, { id: graph.store });
  expect(detail).toMatchObject({ memory: null, keys: 38, edges: 178, lastGraph: { vertices: 38 } });
  expect(detail.connection.uri).toBe(`ws://127.0.0.1:${janusGraph.port}/gremlin`);
});

it('offers no backup of the one as one of the other', async () => {
  const options = await amber.web.listBackupOptions(OWNER, { dataStore: graph.store });
  expect(JSON.stringify(options)).toContain(graph.backup);
  expect(JSON.stringify(options)).not.toContain(keys.backup);
  const targets = await amber.web.listRestoreTargets(OWNER, { backupId: keys.backup });
  expect(targets.options.map(({ id }) => id)).toEqual([keys.store]);
});

it.each([
  ['a graph into a Redis', () => [graph.backup, keys.store] as const, /only a JanusGraph can take/],
  ['keys into a JanusGraph', () => [keys.backup, graph.store] as const, /The target is a JanusGraph/],
])('refuses %s, whoever asks for it, and touches nothing', async (_, pair, message) => {
  const [backup, dataStore] = pair();
  const refused = { code: 'preflight-refused', message: expect.stringMatching(message) };
  const before = await digest();
  await expect(amber.web.previewRestore(OWNER, { backup, dataStore })).rejects.toMatchObject(refused);
  await expect(amber.startRestore(backup, dataStore)).rejects.toMatchObject(refused);
  expect(await amber.db.restore.count()).toBe(0);
  expect(await amber.db.lease.count()).toBe(0);
  expect(redisCli(redis, ['GET', 'greeting'])).toBe('hello');
  expect(await digest()).toBe(before);
});

it('fails a backup whose store became one of another family meanwhile', async () => {
  const id = await amber.addStore(redis.port, 'changing');
  // both in one transaction: no worker is quick enough to come between
  const { operationId } = await amber.catalogue.transaction(async (tx) => {
    const store = (await tx.dataStores.find(id))!;
    const begun = await beginBackup(tx, {
      store,
      trigger: 'manual',
      description: '',
      retentionDays: null,
      requestKey: null,
    });
    const { port } = janusGraph;
    const tls = null;
    await tx.dataStores.update(id, { ...store, engine: 'janusgraph', port, password: null, tls });
    if (begun.outcome !== 'begun') throw new Error('the store is busy');
    return begun;
  });
  expect((await ended(operationId)).reason).toBe(
    'The data store was changed into one of another kind. Start the backup again.',
  );
});

it('takes several graphs of one server as several stores, and one graph twice as one', async () => {
  const { id: mem } = await addGraph('memory', { graph: 'mem' });
  const { id: again } = await addGraph('social again', { graph: 'graph' });
  await until(
    async () => (await amber.db.dataStore.count({ where: { probedAt: null } })) === 0,
    'all are seen',
  );
  const serverIds = await amber.db.$queryRaw<{ id: string; server: string }[]>`
    SELECT id, probe->>'serverId' AS server FROM "DataStore" WHERE engine = 'janusgraph'`;
  const server = (id: string) => serverIds.find((row) => row.id === id)?.server;
  expect(server(again)).toBe(server(graph.store));
  expect(server(mem)).not.toBe(server(graph.store));
});

it('sends a stored password nowhere else', async () => {
  const { id } = await addGraph('guarded', { username: 'amber', password: 's3cret' });
  const form = {
    id,
    name: 'guarded',
    engine: 'janusgraph',
    host: '127.0.0.1',
    port: janusGraph.port,
    username: 'amber',
  };
  for (const change of [{ host: 'localhost' }, { port: 1 }, { path: '/elsewhere' }, { engine: 'redis' }]) {
    const edited = { ...form, ...change };
    const refused = { code: 'invalid-input', fields: { password: expect.stringMatching(/again/) } };
    await expect(amber.web.editDataStore(OWNER, edited)).rejects.toMatchObject(refused);
    await expect(amber.web.testConnection(OWNER, edited)).rejects.toMatchObject(refused);
  }
  await amber.web.editDataStore(OWNER, { ...form, graph: 'mem' });
  expect(await amber.catalogue.dataStores.findEndpoint(id as never)).toMatchObject({
    password: 's3cret',
    graph: 'mem',
  });
});

it('refuses addresses of cloud metadata when it connects', async () => {
  const test = amber.web.testConnection(OWNER, { engine: 'janusgraph', host: '169.254.169.254', port: 80 });
  await expect(test).rejects.toMatchObject({ code: 'store-address-denied' });
});

it('finds a graph’s artefact damaged, and restores nothing from it', async () => {
  const row = await amber.db.backup.findUniqueOrThrow({ where: { id: graph.backup } });
  const file = join(amber.dataDir, 'storage/artefacts', row.dataStoreId, row.id, row.dataFile!);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.with(bytes.length >> 1, bytes[bytes.length >> 1]! ^ 1));
  const before = await digest();
  const restore = await amber.startRestore(graph.backup, graph.store);
  const operation = await ended(restore.operationId);
  expect(operation.state).toBe('failed');
  expect(await amber.db.restore.findUnique({ where: { id: restore.restoreId } })).toMatchObject({
    targetState: 'untouched',
  });
  expect(await digest()).toBe(before);
  expect((await amber.db.backup.findUniqueOrThrow({ where: { id: graph.backup } })).status).toBe('damaged');
  writeFileSync(file, bytes);
  const { operationId } = await amber.web.verifyBackup(OWNER, {
    backupId: graph.backup,
    requestKey: randomUUID(),
  });
  expect((await ended(operationId)).state).toBe('completed');
  expect((await amber.db.backup.findUniqueOrThrow({ where: { id: graph.backup } })).status).toBe('available');
});

it('deletes a graph’s backup with its files', async () => {
  await amber.web.deleteBackup(OWNER, { backupId: graph.backup });
  const gone = async () =>
    (await amber.db.backup.findUniqueOrThrow({ where: { id: graph.backup } })).status === 'deleted';
  await until(gone, 'it is deleted');
  expect((await amber.storedFiles()).filter((name) => name.includes(graph.backup))).toEqual([]);
});
