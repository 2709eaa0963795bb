import { describe, expect, it } from 'vitest';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import { SOURCE, schemaFixture } from '../graphson/graph-lines.fixture.ts';
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
