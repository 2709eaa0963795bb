import type { GraphProbe } from '#lib/domain/graph-probe';
import type { ServerVersion, Wish } from '#lib/domain/instance';

/**
 * What an empty graph that Amber makes itself will say of itself: with it, a preflight can be shown before there is a
 * server. The real one is asked before anything is loaded.
 */
export const presumeProbe = ({ version }: ServerVersion, { graph }: Pick<Wish, 'graph'>): GraphProbe => ({
  product: 'janusgraph',
  version,
  tinkerpop: '',
  graph: 'graph',
  serverId: null,
  storageBackend: 'berkeleyje',
  indexBackends: Object.fromEntries((graph?.indexes ?? ['search']).map((name) => [name, 'lucene'])),
  ttl: true,
  distributed: false,
  setVertexId: graph?.options['graph.set-vertex-id'] === 'true',
  customVertexIds: graph?.options['graph.allow-custom-vid-types'] === 'true',
  constraints: graph?.options['schema.constraints'] === 'true',
  partitions: Number(graph?.options['cluster.max-partitions']) || null,
  instances: [],
  openTransactions: [],
  graphs: [],
  configured: null,
  hasSchema: false,
  hasVertices: false,
  latencyMs: 0,
});
