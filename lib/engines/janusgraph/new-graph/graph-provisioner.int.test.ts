import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DataStoreId } from '#lib/domain/ids';
import type { Wish } from '#lib/domain/instance';
import { graphEndpoint, runScript } from '../../../../e2e/data/graph/graph-calls.ts';
import { startJanusGraph } from '../../../../e2e/servers/janusgraph.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { graphProvisioner } from './graph-provisioner.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let server: TestServer;
beforeAll(async () => {
  server = await startJanusGraph();
});
afterAll(() => server.stop());

const provisioner = graphProvisioner({ endpointOf: async () => graphEndpoint(server) });
const id = 'new' as DataStoreId;
const signal = new AbortController().signal;
const wishOf = (name: string, options: Record<string, string> = {}): Wish => ({
  ...{ product: 'janusgraph', version: '1.1.0', databases: 1, usedMemory: null },
  graph: { options, indexes: [] },
  beside: { dataStoreId: 'dst_beside', name },
});
const make = (wish: Wish) =>
  provisioner.ensure(
    { id, name: 'new', wish, endpoint: graphEndpoint(server) },
    { signal, progress: () => {} },
  );
const remove = (wish: Wish) => provisioner.remove({ id, wish }, signal);

const FACTORY = 'org.janusgraph.core.ConfiguredGraphFactory';
const graphs = () => runScript(graphEndpoint(server), `${FACTORY}.getGraphNames().toList()`);
const folders = async (): Promise<string[]> =>
  (await readdir(server.dir, { recursive: true })).filter((name) => /amber-[^/]*$/.test(name));
/** Where the storage of a graph is, as the server has it. */
const storageOf = async (name: string): Promise<string> =>
  String(
    (
      await runScript(graphEndpoint(server), `${FACTORY}.getConfiguration('${name}')['storage.directory']`)
    )[0],
  );

it('makes a graph, and removes it', async () => {
  const wish = wishOf('whole');
  expect(await make(wish)).toMatchObject({ graph: 'whole' });
  expect(await graphs()).toEqual(['whole']);
  expect(await folders()).not.toEqual([]);
  await remove(wish);
  expect(await graphs()).toEqual([]);
  expect(await folders()).toEqual([]);
  await remove(wish);
});

it('leaves nothing of a graph that cannot be opened', async () => {
  const wish = wishOf('unsound', { 'graph.set-vertex-id': 'perhaps' });
  await expect(make(wish)).rejects.toMatchObject({ code: 'store-error' });
  expect(await graphs()).toEqual([]);
  expect(await folders()).toEqual([]);
  await remove(wish);
});

it('removes a graph that can no longer be opened', async () => {
  const wish = wishOf('broken');
  await make(wish);
  const storage = await storageOf('broken');
  await runScript(graphEndpoint(server), `${FACTORY}.close('broken'); 'closed'`);
  rmSync(storage, { recursive: true });
  writeFileSync(storage, 'no folder');
  await expect(make(wish)).rejects.toMatchObject({ code: 'store-error' });
  expect(await graphs()).toEqual(['broken']);
  await remove(wish);
  expect(await graphs()).toEqual([]);
  expect(existsSync(dirname(storage))).toBe(false);
  expect(await folders()).toEqual([]);
});
