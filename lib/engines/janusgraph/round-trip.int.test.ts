import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/domain/data-store';
import { newGraph } from '../../../e2e/data/graph/configured-graphs.ts';
import { DIGEST } from '../../../e2e/data/graph/digest.ts';
import { FILL_EVERY_TYPE } from '../../../e2e/data/graph/every-type.ts';
import { graphEndpoint, runScript } from '../../../e2e/data/graph/graph-calls.ts';
import {
  bytesSource,
  restoreGraph,
  SCRATCH,
  type TakenGraph,
  takeGraph,
} from '../../../e2e/data/graph/taking-graphs.ts';
import { recordedRun } from '../../../e2e/data/restoring.ts';
import { startJanusGraph } from '../../../e2e/servers/janusgraph.ts';
import type { TestServer } from '../../../e2e/servers/server-process.ts';
import { inspectGraph } from './graphson/inspect-graph.ts';
import { strangeTypes } from './graphson/typed-values.ts';
import { probe } from './probe/probe.ts';
import { READ_SCHEMA } from './scripts/schema-script.ts';

const signal = new AbortController().signal;
const OPEN = 'graph.getOpenTransactions().size()';
const COUNT = 'graph.traversal().V().count().next().toString()';

let server: TestServer;
let source: Endpoint;
let memory: Endpoint;
let taken: TakenGraph;
let digest: unknown;

/** Every entry of the schema, in an order of its own. */
const schemaOf = async (endpoint: Endpoint): Promise<Record<string, string[]>> => {
  const { base, ext } = JSON.parse(String((await runScript(endpoint, READ_SCHEMA))[0]));
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, each]) => [key, sorted(each)]),
          )
        : value;
  const entries = (list: unknown): string[] =>
    (Array.isArray(list) ? list : Object.entries(list as object))
      .map((each) => JSON.stringify(sorted(each)))
      .sort();
  const { connections, vertexProps, edgeProps, signature, sortKey, status, global } = ext;
  const parts = { ...base, connections, vertexProps, edgeProps, signature, sortKey, status, global };
  return Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, entries(list)]));
};

beforeAll(async () => {
  server = await startJanusGraph();
  source = graphEndpoint(server);
  memory = graphEndpoint(server, { graph: 'mem' });
  await runScript(source, FILL_EVERY_TYPE, { mx: true });
  digest = await runScript(source, DIGEST);
  taken = await takeGraph(source);
});
afterAll(() => server.stop());

describe('a graph with everything that JanusGraph has', () => {
  it('is probed without a scan', async () => {
    const found = await probe(source, signal);
    expect(found).toMatchObject({
      product: 'janusgraph',
      version: '1.1.0',
      graph: 'graph',
      storageBackend: 'berkeleyje',
      indexBackends: { search: 'lucene' },
      ttl: true,
      setVertexId: false,
      partitions: 32,
      openTransactions: [],
      hasSchema: true,
      hasVertices: true,
    });
    expect(found.graphs).toContain('mem');
    expect(await probe(memory, signal)).toMatchObject({ ttl: false, indexBackends: {}, hasVertices: false });
  });

  it('is counted by label, dangling edges apart', () => {
    expect(taken.facts).toMatchObject({ method: 'cursor', consistency: 'fuzzy', version: '1.1.0' });
    expect(taken.facts.contents).toMatchObject({
      vertices: 38,
      edges: 178,
      vertexLabels: { person: 20, typed: 6, plain: 6, spread: 3, fixed: 2, vertex: 1 },
      danglingEdges: 0,
      staticVertices: 2,
      partitionedVertices: 3,
      javaValues: 2,
      indexed: { search1: 38, edges1: 19, props1: 20 },
    });
  });

  it('reads the same from its file as while it was written', async () => {
    const read = await inspectGraph(bytesSource(taken.bytes, 997)(signal), recordedRun(), {
      scratch: SCRATCH,
    });
    expect(read).toEqual(taken.facts.contents);
  });

  it('comes back into a new graph: content, schema, indexes', async () => {
    const target = await newGraph(server);
    const facts = await restoreGraph(taken.bytes, target);
    expect(facts).toMatchObject({ vertices: 38, edges: 178, leftOut: [], differences: [], danglingEdges: 0 });
    expect(await runScript(target, DIGEST)).toEqual(digest);
    expect(await schemaOf(target)).toEqual(await schemaOf(source));
    const note =
      "graph.traversal().V().has('note', org.janusgraph.core.attribute.Text.textContains('number')).count().next().toString()";
    expect(await runScript(target, note)).toEqual(['20']);
  });

  it('comes back into a graph in memory, which says what it cannot hold', async () => {
    const facts = await restoreGraph(taken.bytes, memory);
    expect(facts).toMatchObject({ vertices: 38, edges: 178, differences: [], memoryOnly: true });
    expect(facts.leftOut).toHaveLength(4);
    expect(await runScript(memory, DIGEST)).toEqual(digest);
  });

  it('comes back in place, over what was there since', async () => {
    await runScript(
      source,
      "graph.traversal().V().has('name', 'person 3').drop().iterate(); graph.traversal().addV('person').property('name', 'new').iterate(); graph.tx().commit(); 1",
    );
    expect(await runScript(source, DIGEST)).not.toEqual(digest);
    const before = await schemaOf(source);
    const facts = await restoreGraph(taken.bytes, source);
    expect(facts).toMatchObject({ vertices: 38, edges: 178, leftOut: [], differences: [] });
    expect(await runScript(source, DIGEST)).toEqual(digest);
    expect(await schemaOf(source)).toEqual(before);
    expect(await runScript(source, OPEN)).toEqual([0]);
  });

  it('tells of the options of its server those that shape a graph, and no other', () => {
    const line = taken.bytes.toString('utf8', 1, taken.bytes.indexOf(10));
    const { local } = JSON.parse(line).schema.ext;
    expect(local).toMatchObject({ 'storage.backend': 'berkeleyje', 'index.search.backend': 'lucene' });
    expect(Object.keys(local)).not.toContain('storage.directory');
    const others = /^(?!(storage|index\.[^.]+)\.backend$|(cluster|graph|schema|ids)\.)/;
    expect(Object.keys(local).filter((key) => others.test(key))).toEqual([]);
  });

  it('counts no type of its own export among the strange ones', async () => {
    const lines = taken.bytes.toString('utf8').split('\n');
    expect(lines.filter((line) => /^[VE]/.test(line) && strangeTypes(line) > 0)).toEqual([]);
    expect(taken.bytes.includes('janusgraph:Geoshape')).toBe(true);
  });

  it('starts no class that a stranger’s schema names, wherever that stands', async () => {
    const lines = (await takeGraph(memory)).bytes.toString('utf8').split('\n');
    const schema = JSON.parse(lines[0]!.slice(1));
    schema.schema.base.propertyKeys.push({
      key: 'evil',
      className: 'com.example.Evil',
      cardinality: 'SINGLE',
    });
    const sound = await inspectGraph(bytesSource(Buffer.from(lines.join('\n')))(signal), recordedRun(), {
      scratch: SCRATCH,
    });
    const hidden = [lines[0], `S${JSON.stringify(schema)}`, ...lines.slice(1)].join('\n');
    const before = await runScript(memory, DIGEST);
    let touched = false;
    const restoring = restoreGraph(Buffer.from(hidden), memory, {
      trusted: false,
      // as its manifest may say
      contents: { ...sound, javaValues: 0 },
      beforeTouch: async () => {
        touched = true;
      },
    });
    await expect(restoring).rejects.toMatchObject({
      code: 'preflight-refused',
      message: expect.stringMatching(/com\.example\.Evil/),
    });
    expect(touched).toBe(false);
    expect(await runScript(memory, DIGEST)).toEqual(before);
  });

  it('has no class loaded that a value of a stranger’s names', async () => {
    const text = taken.bytes.toString('utf8');
    const evil = '{"@type":"g:Class","@value":"org.codehaus.groovy.runtime.ConvertedClosure"}';
    // hidden from a reader that keeps the last of two keys
    const hidden = text.replace(/\nV\{.*?"value":/, (start) => `${start}${evil},"value":`);
    let touched = false;
    const restoring = restoreGraph(Buffer.from(hidden), memory, {
      trusted: false,
      beforeTouch: async () => {
        touched = true;
      },
    });
    await expect(restoring).rejects.toMatchObject({
      code: 'preflight-refused',
      message: expect.stringMatching(/3 values hold Java objects/),
    });
    expect(touched).toBe(false);
  });

  it('keeps no Java objects that a stranger may have written', async () => {
    let touched = false;
    const restoring = restoreGraph(taken.bytes, memory, {
      trusted: false,
      beforeTouch: async () => {
        touched = true;
      },
    });
    await expect(restoring).rejects.toMatchObject({
      code: 'preflight-refused',
      message: expect.stringMatching(/2 values hold Java objects/),
    });
    expect(touched).toBe(false);
  });
});

const PEOPLE = `
def tx = graph.newTransaction(); def made = (0..<300).collect { tx.addVertex(org.apache.tinkerpop.gremlin.structure.T.label, 'person', 'name', 'p' + it) }
(0..<299).each { made[it].addEdge('next', made[it + 1]) }; tx.commit(); made[0].id().toString()
`;

describe('other graphs', () => {
  it('keeps ids where the target takes them', async () => {
    const from = await newGraph(server, { index: false });
    const first = await runScript(from, PEOPLE);
    const { bytes } = await takeGraph(from);
    const target = await newGraph(server, { index: false, set: { 'graph.set-vertex-id': true } });
    expect(await restoreGraph(bytes, target)).toMatchObject({
      keptIds: true,
      vertices: 300,
      edges: 299,
      differences: [],
    });
    expect(await runScript(target, DIGEST)).toEqual(await runScript(from, DIGEST));
    const name = 'graph.traversal().V(Long.parseLong(gn)).values("name").next()';
    expect(await runScript(target, name, { gn: String(first[0]) })).toEqual(['p0']);
    await expect(restoreGraph(taken.bytes, target)).rejects.toMatchObject({
      code: 'preflight-refused',
      message: expect.stringMatching(/graph\.set-vertex-id/),
    });
  });

  it('keeps ids of the owner’s own words', async () => {
    // BerkeleyJE takes no such ids
    const set = {
      'storage.backend': 'inmemory',
      'graph.set-vertex-id': true,
      'graph.allow-custom-vid-types': true,
    };
    const from = await newGraph(server, { index: false, set });
    await runScript(
      from,
      "def tx = graph.newTransaction(); def a = tx.addVertex(org.apache.tinkerpop.gremlin.structure.T.id, 'alpha,1'), b = tx.addVertex(org.apache.tinkerpop.gremlin.structure.T.id, 'beta'); a.addEdge('knows', b, 'since', 1L); tx.commit(); 1",
    );
    const { bytes, facts } = await takeGraph(from);
    expect(facts.contents).toMatchObject({ idKind: 'text', vertices: 2, edges: 1, danglingEdges: 0 });
    const target = await newGraph(server, { index: false, set });
    expect(await restoreGraph(bytes, target)).toMatchObject({ keptIds: true, differences: [] });
    expect(await runScript(target, "graph.traversal().V('alpha,1').out('knows').id().next()")).toEqual([
      'beta',
    ]);
    await restoreGraph(bytes, memory);
    expect(await runScript(memory, DIGEST)).toEqual(await runScript(from, DIGEST));
  });

  it('empties a configured graph vertex by vertex and keeps its schema', async () => {
    const target = await newGraph(server, { index: false });
    await runScript(target, PEOPLE);
    const { bytes } = await takeGraph(target);
    const before = await runScript(target, DIGEST);
    await runScript(
      target,
      "def tx = graph.newTransaction(); (0..<1500).each { tx.addVertex('more') }; tx.commit(); 1",
    );
    const phases = recordedRun();
    expect(await restoreGraph(bytes, target, { run: phases })).toMatchObject({
      vertices: 300,
      differences: [],
    });
    expect(phases.phases).toEqual(['Verifying', 'Emptying the target', 'Loading', 'Comparing']);
    expect(await runScript(target, DIGEST)).toEqual(before);
    expect((await schemaOf(target)).vertexLabels).toHaveLength(2);
  });

  it('restores no schema over one that says something else by the same name', async () => {
    const target = await newGraph(server, { index: false });
    await runScript(
      target,
      "def m = graph.openManagement(); m.makePropertyKey('name').dataType(Integer).make(); m.commit(); 1",
    );
    const refused = restoreGraph(taken.bytes, target);
    await expect(refused).rejects.toMatchObject({
      code: 'preflight-refused',
      message: expect.stringMatching(/property key name/),
    });
  });

  it('carries a value that is longer than any request may be', async () => {
    const from = await newGraph(server, { index: false });
    const long =
      "def tx = graph.newTransaction(); def r = new Random(7), s = new StringBuilder(); 100000.times { s.append(Integer.toHexString(r.nextInt())) }; tx.addVertex().property('text', s.toString()); tx.addVertex('small'); tx.commit(); s.length().toString()";
    const length = await runScript(from, long);
    const { bytes, facts } = await takeGraph(from);
    expect(facts.contents.longestLine).toBeGreaterThan(700_000);
    await restoreGraph(bytes, memory);
    expect(
      await runScript(memory, "graph.traversal().V().has('text').values('text').next().length().toString()"),
    ).toEqual(length);
  });
});

describe('a restore that is cancelled', () => {
  it('while it empties the target leaves no transaction open', async () => {
    const target = await newGraph(server, { index: false });
    await runScript(
      target,
      "def tx = graph.newTransaction(); (0..<2500).each { tx.addVertex('more') }; tx.commit(); 1",
    );
    const run = recordedRun(({ phase, keys }) => {
      if (phase === 'Emptying the target' && keys > 0) run.abort();
    });
    await expect(restoreGraph(taken.bytes, target, { run })).rejects.toMatchObject({ code: 'cancelled' });
    expect(run.phases.at(-1)).toBe('Emptying the target');
    await expect.poll(() => runScript(target, OPEN)).toEqual([0]);
  });

  it('while it writes what belongs in one transaction leaves that not open, either', async () => {
    const target = await newGraph(server);
    let held = 0;
    const count = () => {
      held += 1;
    };
    await restoreGraph(taken.bytes, target, { run: { ...recordedRun(), mustHold: count } });
    // the last thing before which it must hold its lock is that transaction's end
    const last = held;
    held = 0;
    const fresh = await newGraph(server);
    const run = recordedRun();
    const mustHold = () => {
      held += 1;
      if (held === last) run.abort();
    };
    const restoring = restoreGraph(taken.bytes, fresh, { run: { ...run, mustHold } });
    await expect(restoring).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => runScript(fresh, OPEN)).toEqual([0]);
    const fixed = "graph.traversal().V().hasLabel('fixed').count().next().toString()";
    expect(await runScript(target, fixed)).toEqual(['2']);
    expect(await runScript(fresh, fixed)).toEqual(['0']);
  });

  it('by the end of its worker is tidied up by the next one', async () => {
    const target = await newGraph(server, { index: false });
    await runScript(
      target,
      "def tx = graph.newTransaction(); tx.addVertex('more'); tx.commit(); graph.buildTransaction().groupName('amber-restore').start().addVertex('lost'); 1",
    );
    expect(await runScript(target, OPEN)).toEqual([1]);
    expect(await restoreGraph(taken.bytes, target)).toMatchObject({ vertices: 38, differences: [] });
    expect(await runScript(target, OPEN)).toEqual([0]);
  });
});

const WRITE = `
def tx = graph.newTransaction(); tx.traversal().V().has('name', 'p' + nb).property('name', 'q' + nb).iterate(); tx.addVertex('late'); tx.commit(); 1
`;

describe('while others write', () => {
  it('lets every writer through, and drops edges whose end was deleted', async () => {
    const from = await newGraph(server, { index: false });
    await runScript(from, PEOPLE);
    let wrote = 0;
    const write = async () => {
      for (; wrote < 20; wrote += 1) {
        await runScript(from, WRITE, { nb: wrote });
      }
    };
    const [{ bytes, facts }] = await Promise.all([takeGraph(from), write()]);
    expect(wrote).toBe(20);
    expect(facts.contents.vertices).toBeGreaterThanOrEqual(300);
    expect(await restoreGraph(bytes, memory)).toMatchObject({
      vertices: facts.contents.vertices,
      differences: [],
    });
    expect(await runScript(memory, COUNT)).toEqual([String(facts.contents.vertices)]);
  });

  it('carries labels and keys that are added while it is read', async () => {
    const from = await newGraph(server, { index: false });
    await runScript(from, PEOPLE);
    const grow =
      "def tx = graph.newTransaction(); tx.addVertex(org.apache.tinkerpop.gremlin.structure.T.label, 'late', 'lateKey', 7).addEdge('lateEdge', tx.vertices().next(), 'lateMark', true); tx.commit(); 1";
    const { bytes, facts } = await takeGraph(from, { afterSchema: () => runScript(from, grow) });
    expect(facts.contents).toMatchObject({ vertices: 301, vertexLabels: { person: 300, late: 1 } });
    expect(bytes.toString('utf8').match(/^S/gm)).toHaveLength(2);
    const target = await newGraph(server, { index: false });
    expect(await restoreGraph(bytes, target)).toMatchObject({ vertices: 301, edges: 300, differences: [] });
    expect(await runScript(target, DIGEST)).toEqual(await runScript(from, DIGEST));
    expect(await schemaOf(target)).toEqual(await schemaOf(from));
  });

  it('counts the edges that lead nowhere and leaves them out', async () => {
    const { bytes } = await takeGraph(memory);
    const lines = bytes.toString('utf8').split('\n');
    const victim = lines.findIndex((line) => line.startsWith('V') && line.includes('"p200"'));
    const counts = JSON.parse(lines.at(-2)!.slice(1));
    counts.vertices -= 1;
    counts.vertexLabels.person -= 1;
    const cut = [
      ...lines.slice(0, victim),
      ...lines.slice(victim + 1, -2),
      `C${JSON.stringify(counts)}`,
      '',
    ].join('\n');
    const facts = await restoreGraph(Buffer.from(cut), memory);
    expect(facts).toMatchObject({ vertices: counts.vertices, danglingEdges: 2, differences: [] });
  });

  it('ends what an earlier run of the same reader left open', async () => {
    await runScript(
      source,
      "graph.buildTransaction().readOnly().groupName('amber-test').start().vertices().next(); 1",
    );
    expect((await probe(source, signal)).openTransactions).toEqual(['amber-test']);
    await takeGraph(source);
    expect(await runScript(source, OPEN)).toEqual([0]);
  });

  it('leaves no transaction open when it is cancelled', async () => {
    const run = recordedRun(() => run.abort());
    await expect(takeGraph(source, { run })).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => runScript(source, OPEN)).toEqual([0]);
  });
});
