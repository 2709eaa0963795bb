import { expect, it } from 'vitest';
import type { GraphProbe } from '#lib/domain/graph-probe';
import { graphName } from './place-graph.ts';

const probe = (storageBackend: string) => ({ product: 'janusgraph', storageBackend }) as GraphProbe;

it.each([
  ['janusgraph-restore-20261123T040000Z', 'berkeleyje', /^janusgraph-restore-20261123T040000Z-[a-z2-9]{6}$/],
  ['janusgraph-restore-20261123T040000Z', 'cql', /^janusgraph_restore_20261123T040000Z_[a-z2-9]{6}$/],
  ['Müllers Graph / 7', 'inmemory', /^MullersGraph7-[a-z2-9]{6}$/],
  ['图', 'berkeleyje', /^graph-[a-z2-9]{6}$/],
  ['x'.repeat(64), 'cql', /^x{40}_[a-z2-9]{6}$/],
])('%s on %s', (name, backend, wanted) => {
  const found = graphName(name, probe(backend));
  expect(found).toMatch(wanted);
  expect(found.length).toBeLessThanOrEqual(48);
  expect(graphName(name, probe(backend))).not.toBe(found);
});
