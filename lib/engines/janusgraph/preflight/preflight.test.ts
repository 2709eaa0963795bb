import { describe, expect, it } from 'vitest';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import { SOURCE, schemaFixture } from '../graphson/graph-lines.fixture.ts';
import { schemaNeeds } from '../graphson/schema-needs.ts';
import { globalOptions, summariseSchema } from '../graphson/schema-summary.ts';
import { presumeProbe } from '../probe/presume-probe.ts';
import { preflight } from './preflight.ts';

const contents = (more: Partial<GraphFacts> = {}): GraphFacts => ({
  format: 'graphson',
  formatVersion: 1,
  source: SOURCE,
  vertices: 2,
  edges: 1,
  properties: 1,
  vertexLabels: { person: 2 },
  edgeLabels: { knows: 1 },
  danglingEdges: 0,
  staticVertices: 0,
  partitionedVertices: 0,
  javaValues: 0,
  idKind: 'number',
  options: globalOptions(schemaFixture()),
  schema: summariseSchema(schemaFixture()),
  ...schemaNeeds(schemaFixture()),
  strangeClasses: { names: [], more: 0 },
  indexed: {},
  bytes: 100,
  longestLine: 50,
  ...more,
});
const target = (more: Partial<GraphProbe> = {}): GraphProbe => ({
  ...presumeProbe({ product: 'janusgraph', version: '1.1.0' }, {}),
  graphs: ['graph'],
  setVertexId: false,
  customVertexIds: false,
  constraints: false,
  partitions: 32,
  ...more,
});
const checks = (backup: Partial<GraphFacts>, probe: Partial<GraphProbe>, trusted = true) =>
  preflight({ contents: contents(backup), usedMemory: null, product: 'janusgraph', trusted }, target(probe))
    .checks;
const outcome = (id: string, backup: Partial<GraphFacts>, probe: Partial<GraphProbe> = {}, trusted = true) =>
  checks(backup, probe, trusted).find((check) => check.id === id)?.outcome ?? null;

describe('what fits', () => {
  it('is said, and what will be lost', () => {
    expect(checks({}, {}).filter((check) => check.outcome === 'refuse')).toEqual([]);
    const full = preflight(
      { contents: contents(), usedMemory: null, product: 'janusgraph', trusted: true },
      target({ hasVertices: true, hasSchema: true }),
    );
    expect(full.lost).toEqual({ vertices: null, edges: null, empty: false });
    expect(full.brought).toEqual({ vertices: 2, edges: 1, empty: false });
  });
});

describe.each<[string, Partial<GraphFacts>, Partial<GraphProbe>, string | null]>([
  ['version', {}, { version: '0.6.4' }, 'refuse'],
  ['version', {}, { version: '1.0.1' }, 'warn'],
  ['version', {}, { version: '1.2.0' }, 'pass'],
  ['ids', {}, {}, 'pass'],
  ['ids', {}, { setVertexId: true }, 'pass'],
  ['ids', { staticVertices: 1 }, { setVertexId: true }, 'refuse'],
  ['ids', { partitionedVertices: 1 }, { setVertexId: true }, 'refuse'],
  ['ids', { idKind: 'text' }, { setVertexId: true }, 'refuse'],
  ['ids', { idKind: 'text' }, { setVertexId: true, customVertexIds: true }, 'pass'],
  ['ids', { idKind: 'text' }, {}, 'warn'],
  ['ids', { options: { 'graph.set-vertex-id': 'true' } }, {}, 'warn'],
  ['constraints', {}, { constraints: true }, 'refuse'],
  ['constraints', { options: { 'schema.constraints': 'true' } }, { constraints: true }, null],
  ['constraints', { options: { 'schema.constraints': 'true' } }, {}, 'warn'],
  ['partitions', { partitionedVertices: 1, options: { 'cluster.max-partitions': '8' } }, {}, 'warn'],
  ['partitions', { options: { 'cluster.max-partitions': '8' } }, {}, null],
  ['indexes', {}, {}, 'pass'],
  ['indexes', {}, { indexBackends: { other: 'solr' } }, 'warn'],
  ['expiry', {}, { ttl: false }, 'warn'],
  ['expiry', { expiring: { names: [], more: 0 } }, {}, null],
  ['indexes', { mixedIndexes: [] }, { indexBackends: {} }, null],
  ['indexes', { mixedIndexes: [{ backend: 'toString', names: ['a'], more: 0 }] }, {}, 'warn'],
  ['dangling', { danglingEdges: 1 }, {}, 'warn'],
  ['storage', {}, { storageBackend: 'inmemory' }, 'warn'],
  ['emptying', {}, {}, 'pass'],
  ['emptying', {}, { hasSchema: true }, 'warn'],
  ['transactions', {}, { openTransactions: [null] }, 'warn'],
])('%s', (id, backup, probe, expected) => {
  it(`of ${JSON.stringify(backup)} into ${JSON.stringify(probe)}: ${expected}`, () => {
    expect(outcome(id, backup, probe)).toBe(expected);
  });
});

it('brings no Java objects to life that a stranger may have written', () => {
  expect(outcome('java-values', { javaValues: 1 }, {}, false)).toBe('refuse');
  expect(outcome('java-values', { javaValues: 1 }, {}, true)).toBeNull();
});

it('lets no class start that a stranger may have named', () => {
  const strangeClasses = { names: ['com.example.Evil'], more: 3 };
  expect(outcome('classes', { strangeClasses }, {}, false)).toBe('refuse');
  expect(outcome('classes', { strangeClasses }, {}, true)).toBeNull();
  expect(outcome('classes', {}, {}, false)).toBeNull();
  const text = checks({ strangeClasses }, {}, false).find(({ id }) => id === 'classes')?.text;
  expect(text).toMatch(/com\.example\.Evil and 3 more\./);
});

describe('what a target must have', () => {
  const large = schemaFixture();
  const { base } = large;
  for (let i = 0; i < 600; i += 1) {
    base.vertexLabels.push({ label: `label ${i}`, staticVertex: false, partition: false });
    base.mixedIndexes.push({ ...base.mixedIndexes[0]!, name: `index ${i}` });
  }
  base.vertexLabels.push({ label: 'last', staticVertex: false, partition: false, ttl: 1000 });
  base.mixedIndexes.push({ ...base.mixedIndexes[0]!, name: 'elsewhere', indexBackend: 'other' });
  const textOf = (id: string, backup: Partial<GraphFacts>) =>
    checks(backup, { indexBackends: { search: 'lucene' } }).find((check) => check.id === id)?.text;

  it('is known of a schema that is longer than its readable list', () => {
    const backup = { schema: summariseSchema(large), ...schemaNeeds(large) };
    expect(textOf('expiry', backup)).toMatch(/fixed, last$/);
    expect(textOf('indexes', backup)).toBe('The target has no index backend other. Left out: elsewhere');
  });

  it('is a bounded list with a count of the rest', () => {
    expect(schemaNeeds(large).mixedIndexes).toEqual([
      { backend: 'search', names: expect.any(Array), more: 581 },
      { backend: 'other', names: ['elsewhere'], more: 0 },
    ]);
    const missing = checks(schemaNeeds(large), { indexBackends: { other: 'solr' } });
    expect(missing.find(({ id }) => id === 'indexes')?.text).toMatch(/ and 596 more$/);
  });

  it('is read from the readable list where an older build wrote the facts', () => {
    const { expiring, mixedIndexes, strangeClasses, ...older } = contents();
    const probe = target({ indexBackends: {} });
    const found = preflight(
      { contents: older, usedMemory: null, product: 'janusgraph', trusted: false },
      probe,
    ).checks;
    const expected = preflight(
      { contents: contents(), usedMemory: null, product: 'janusgraph', trusted: false },
      probe,
    ).checks;
    expect([expiring, mixedIndexes, strangeClasses]).not.toContain(undefined);
    expect(found).toEqual(expected);
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(['indexes', 'expiry']));
  });
});
