import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint, TlsSettings } from '#lib/domain/data-store';
import { newGraph } from '../../../e2e/data/graph/configured-graphs.ts';
import { DIGEST } from '../../../e2e/data/graph/digest.ts';
import { graphEndpoint, runScript } from '../../../e2e/data/graph/graph-calls.ts';
import { FILL_MANY } from '../../../e2e/data/graph/many.ts';
import { restoreGraph, takeGraph } from '../../../e2e/data/graph/taking-graphs.ts';
import { recordedRun } from '../../../e2e/data/restoring.ts';
import { startJanusGraph } from '../../../e2e/servers/janusgraph.ts';
import type { TestServer } from '../../../e2e/servers/server-process.ts';
import { makeTlsFiles, type TlsFiles } from '../../../e2e/servers/tls-files.ts';
import { probe } from './probe/probe.ts';
import { snapshot } from './snapshot/snapshot.ts';

const signal = new AbortController().signal;
const ACCOUNT = { username: 'backup', password: 'pass "word" ü' };
// more than one transaction of a restore takes
const PEOPLE = 4500;

let dir: string;
let files: TlsFiles;
let server: TestServer;
/** With everything that is needed to be let in. */
let endpoint: Endpoint;

const tlsOf = (more: Partial<TlsSettings> = {}): TlsSettings => ({
  ca: files.pem('ca'),
  serverName: null,
  clientCertificate: null,
  clientKey: null,
  ...more,
});

/** Starts a server on what the last one left. */
const start = async () => {
  server = await startJanusGraph({ dir, account: ACCOUNT, tls: files });
  endpoint = graphEndpoint(server, { ...ACCOUNT, tls: tlsOf() });
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'amber-janusgraph-'));
  files = makeTlsFiles(dir);
  await start();
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe('a server with a password and TLS', () => {
  it('lets in who knows both', async () => {
    expect(await probe(endpoint, signal)).toMatchObject({ version: '1.1.0', hasVertices: false });
  });

  it.each<[string, () => Partial<Endpoint>, string, RegExp]>([
    ['a wrong password', () => ({ password: 'secret-guess' }), 'store-auth', /does not accept/],
    ['no password', () => ({ username: null, password: null }), 'store-auth', /asks for a user name/],
    ['an unknown authority', () => ({ tls: tlsOf({ ca: null }) }), 'store-tls', /certificate/],
    ['another name', () => ({ tls: tlsOf({ serverName: 'elsewhere' }) }), 'store-tls', /another name/],
    ['no TLS', () => ({ tls: null }), 'store-closed', /may expect TLS/],
    ['an unknown graph', () => ({ graph: 'nowhere' }), 'not-found', /no graph of this name/],
    ['a name that is no name', () => ({ graph: "x'; 1" }), 'not-found', /no graph of this name/],
  ])('refuses %s in plain words', async (_, more, code, words) => {
    const asking = probe({ ...endpoint, ...more() }, signal);
    await expect(asking).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
    await expect(asking).rejects.not.toThrow(/secret-guess/);
  });
});

describe('a server that is killed', () => {
  it('in the middle of a backup: it fails, and the next one is whole', async () => {
    await runScript(endpoint, FILL_MANY, { mx: PEOPLE });
    let seen = 0;
    const taking = snapshot(
      endpoint,
      {
        write: async (chunk) => {
          seen += chunk.length;
          if (seen > 1_000_000) await server.stop();
        },
      },
      recordedRun(),
      { method: 'auto', scratch: join(dir, 'scratch'), reader: 'amber-test' },
    );
    await expect(taking).rejects.toMatchObject({ code: 'store-closed' });
    await start();
    const { facts } = await takeGraph(endpoint);
    expect(facts.contents).toMatchObject({ vertices: PEOPLE, edges: 3 * PEOPLE, danglingEdges: 0 });
  });

  it('in the middle of a restore: the target is incomplete, and the restore can be begun again', async () => {
    const { bytes } = await takeGraph(endpoint);
    const digest = await runScript(endpoint, DIGEST);
    let touched = 0;
    let stopping: Promise<void> | null = null;
    const run = recordedRun(({ phase, keys }) => {
      if (phase === 'Loading' && keys > 1000) stopping ??= server.stop();
    });
    const beforeTouch = async () => {
      touched += 1;
    };
    const restoring = restoreGraph(bytes, endpoint, { run, beforeTouch });
    await expect(restoring).rejects.toMatchObject({
      code: 'restore-incomplete',
      message: expect.stringMatching(/broke off after [\d,]+ vertices and/),
    });
    await stopping;
    expect(touched).toBe(1);
    await start();
    expect(await restoreGraph(bytes, endpoint)).toMatchObject({ vertices: PEOPLE, differences: [] });
    expect(await runScript(endpoint, DIGEST)).toEqual(digest);
  });

  it('is started again: a graph made by configuration is opened by its name', async () => {
    const target = await newGraph(server, { name: 'kept-graph', index: false, as: endpoint });
    await runScript(target, "def tx = graph.newTransaction(); tx.addVertex('kept'); tx.commit(); 1");
    await server.stop();
    await start();
    const again = { ...endpoint, graph: 'kept-graph' };
    expect(await probe(again, signal)).toMatchObject({ graph: 'kept-graph', hasVertices: true });
    expect((await takeGraph(again)).facts.contents.vertexLabels).toEqual({ kept: 1 });
  });
});
