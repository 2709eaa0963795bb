import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DIGEST } from '../../e2e/data/graph/digest.ts';
import { FILL_EVERY_TYPE } from '../../e2e/data/graph/every-type.ts';
import { graphEndpoint, runScript } from '../../e2e/data/graph/graph-calls.ts';
import { startJanusGraph } from '../../e2e/servers/janusgraph.ts';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';
import { runAmber, runCommand, runJson } from './run-amber.fixture.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const LOADER = join(import.meta.dirname, '../../docs/recovery/load-graphson.mjs');
const folder = mkdtempSync(join(tmpdir(), 'amber-graphs-'));
const path = (...names: string[]) => join(folder, ...names);
/** Leaves nothing, neither elements nor a schema. */
const EMPTIED = `
def mg = org.janusgraph.graphdb.management.JanusGraphManager.getInstance()
def old = mg.getGraph('mem'), opts = [:]
old.configuration().getKeys().each { opts[it] = old.configuration().getProperty(it) }
org.janusgraph.core.JanusGraphFactory.drop(old)
def fresh = org.janusgraph.core.JanusGraphFactory.open(new org.apache.commons.configuration2.MapConfiguration(opts))
mg.putGraph('mem', fresh); mg.putTraversalSource('mem_g', fresh.traversal())
'emptied'`;

/** Takes the values away that only JanusGraph's own Java serialisation holds. */
const WITHOUT_JAVA = `
def g = graph.traversal(), java = { it.get().value() instanceof HashMap || it.get().value().class == Object }
g.E().properties().filter(java).drop().iterate()
g.V().properties().properties().filter(java).drop().iterate()
g.V().properties().filter(java).drop().iterate()
graph.tx().commit(); 'clean'`;

let server: TestServer;
let original: unknown;
let lines: string[];
const memory = () => graphEndpoint(server, { graph: 'mem' });
const digest = async (endpoint = graphEndpoint(server)) => (await runScript(endpoint, DIGEST))[0];
const file = path('social.graphson');

beforeAll(async () => {
  server = await startJanusGraph();
  await runScript(graphEndpoint(server), FILL_EVERY_TYPE, { mx: true });
  original = await digest();
  const { json } = await runJson(['snapshot', server.uri, '--out', path('taken')]);
  expect(json).toMatchObject({ product: 'janusgraph', method: 'cursor', vertices: 38, edges: 178 });
  const plain = zstdDecompressSync(readFileSync(path('taken', 'data.graphson.zst')));
  writeFileSync(file, plain);
  lines = plain.toString('utf8').trimEnd().split('\n');
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a graph’s artefact', () => {
  const facts = { format: 'graphson', vertices: 38, edges: 178, danglingEdges: 0 };

  it('is read from its folder, and as a bare file, compressed, encrypted or neither', async () => {
    expect((await runJson(['inspect', path('taken')])).json).toMatchObject(facts);
    expect((await runJson(['inspect', file])).json).toMatchObject(facts);
    expect((await runJson(['inspect', path('taken', 'data.graphson.zst')])).json).toMatchObject(facts);
    execFileSync('age-keygen', ['-o', path('identity.txt')], { stdio: 'ignore' });
    const [, recipient] = /public key: (\S+)/.exec(readFileSync(path('identity.txt'), 'utf8'))!;
    const out = path('sealed');
    await runJson(['snapshot', server.uri, '--out', out, '--encrypt-to', recipient!]);
    const data = join(out, 'data.graphson.zst.age');
    const read = ['--identity', path('identity.txt')];
    expect((await runJson(['inspect', data, ...read])).json).toMatchObject(facts);
    expect((await runJson(['verify', out, ...read])).json).toMatchObject({ verified: true, contents: facts });
    expect((await runJson(['verify', out])).json.error.code).toBe('identity-needed');
  });

  it('says in words what it holds', async () => {
    const { stdout } = await runAmber(['inspect', file]);
    expect(stdout).toContain('38 vertices and 178 edges');
    expect(stdout).toContain('Vertices: ');
    expect(stdout).toContain('Schema: 5 vertex labels, 7 edge labels');
  });

  it.each<[string, (all: string[]) => string[], string]>([
    ['without its schema', (all) => all.slice(1), 'malformed'],
    ['cut between two lines', (all) => all.slice(0, -3), 'truncated'],
    ['with a line less', (all) => all.filter((_, at) => at !== 60), 'malformed'],
    ['with a vertex twice', (all) => all.toSpliced(2, 0, all[2]!), 'malformed'],
    ['with an edge twice', (all) => all.toSpliced(100, 0, all[100]!), 'malformed'],
    ['with its edges first', ([schema, ...all]) => [schema!, ...all.toReversed()], 'malformed'],
    ['with a damaged line', (all) => all.with(5, all[5]!.slice(0, -20)), 'malformed'],
    ['with nothing in it', () => [], 'truncated'],
  ])('%s is refused', async (_, change, code) => {
    const broken = path('broken.graphson');
    writeFileSync(
      broken,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const { code: exit, json } = await runJson(['verify', broken]);
    expect({ exit, code: json.error?.code }).toEqual({ exit: 3, code });
  });

  it('that is broken is not restored', async () => {
    writeFileSync(path('less.graphson'), lines.toSpliced(60, 1).join('\n'));
    expect((await runJson(['restore', path('less.graphson'), '--to', server.uri, '--yes'])).code).toBe(3);
    expect(await digest()).toBe(original);
  });

  it('cut inside a line is refused', async () => {
    writeFileSync(path('cut.graphson'), readFileSync(file).subarray(0, 20_000));
    expect((await runJson(['inspect', path('cut.graphson')])).json.error.code).toBe('truncated');
  });

  it('whose data was swapped against a graph of another count does not fit its manifest', async () => {
    execFileSync('cp', ['-r', path('taken'), path('swapped')]);
    const manifest = JSON.parse(readFileSync(path('swapped', 'manifest.json'), 'utf8'));
    manifest.contents.edges += 1;
    writeFileSync(path('swapped', 'manifest.json'), JSON.stringify(manifest));
    const { code, json } = await runJson(['verify', path('swapped')]);
    expect(code).toBe(3);
    expect(json.error).toMatchObject({ code: 'artefact-mismatch', message: /edges differ/ });
  });
});

describe('a restore', () => {
  it('never crosses from one family of stores into the other', async () => {
    const redis = await startRedis();
    redisCli(redis, ['set', 'k', 'v']);
    const graph = await runJson(['restore', file, '--to', redis.uri, '--yes']);
    expect(graph.code).toBe(4);
    expect(graph.json.error.message).toMatch(/holds a graph, which only a JanusGraph can take/);
    await runJson(['snapshot', redis.uri, '--out', path('keys')]);
    const keys = await runJson(['restore', path('keys'), '--to', server.uri, '--yes']);
    expect(keys.code).toBe(4);
    expect(keys.json.error.message).toMatch(/The target is a JanusGraph/);
    expect(redisCli(redis, ['get', 'k']).trim()).toBe('v');
    expect(await digest()).toBe(original);
    await redis.stop();
  });

  it('shows what would happen, and touches nothing without --yes', async () => {
    const { code, stdout } = await runAmber(['restore', path('taken'), '--to', server.uri]);
    expect(code).toBe(4);
    expect(stdout).toContain('Nothing was touched.');
    expect(stdout).toContain('38 vertices and 178 edges');
    expect(await digest()).toBe(original);
  });

  it('refuses, in a file of unknown origin, values that Java would bring to life', async () => {
    const { code, json } = await runJson(['restore', file, '--to', server.uri, '--yes']);
    expect(code).toBe(4);
    expect(JSON.stringify(json)).toMatch(/Java/);
    expect(await digest()).toBe(original);
  });

  it('brings a graph into another one of the same server', async () => {
    await runScript(graphEndpoint(server), WITHOUT_JAVA);
    const wanted = await digest();
    await runJson(['snapshot', server.uri, '--out', path('clean')]);
    const { code, json } = await runJson([
      'restore',
      path('clean'),
      '--to',
      server.uri,
      '--graph',
      'mem',
      '--yes',
    ]);
    expect(json).toMatchObject({
      restored: { method: 'cursor', vertices: 38, edges: 178, danglingEdges: 0 },
    });
    expect(code).toBe(0);
    expect(await digest(memory())).toBe(wanted);
  });
});

describe('wrong use', () => {
  it.each([
    [['snapshot', '--graph', 'no graph'], /letters, digits/],
    [['snapshot', '--graph', 'nowhere'], /has no graph of this name/],
    [['snapshot', '--method', 'scan'], /has the method cursor only/],
  ])('%j', async ([command, ...more], message) => {
    const { code, json } = await runJson([command!, server.uri, '--out', path('never'), ...more]);
    expect(code).not.toBe(0);
    expect(json.error.message).toMatch(message);
    expect(existsSync(path('never'))).toBe(false);
  });
});

it('is loaded without Amber by the script of docs/recovery.md', async () => {
  await runScript(memory(), EMPTIED);
  expect(readFileSync(LOADER, 'utf8').split('\n').length).toBeLessThan(101);
  const load = (name: string) => runCommand(process.execPath, [LOADER, name, server.uri, 'mem']);
  writeFileSync(path('cut.graphson'), readFileSync(file).subarray(0, 20_000));
  expect(await load(path('cut.graphson'))).toMatchObject({ code: 1, stderr: expect.stringContaining('cut') });
  const { code, stdout, stderr } = await load(file);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('Loaded 38 vertices and 178 edges');
  expect(await digest(memory())).toBe(original);
  expect(await load(file)).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
});
