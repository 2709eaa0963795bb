import type { GraphProbe } from '#lib/domain/graph-probe';
import type { ServerVersion } from '#lib/domain/instance';

/**
 * What an empty graph that Amber makes itself will say of itself: with it, a preflight can be shown before there is a
 * server. The real one is asked before anything is loaded.
 */
export const presumeProbe = ({ version }: ServerVersion): GraphProbe => ({
  product: 'janusgraph',
  version,
  tinkerpop: '',
  graph: 'graph',
  serverId: null,
  storageBackend: 'berkeleyje',
  indexBackends: { search: 'lucene' },
  ttl: true,
  distributed: false,
  setVertexId: null,
  customVertexIds: null,
  constraints: null,
  partitions: null,
  instances: [],
  openTransactions: [],
  graphs: [],
  configured: null,
  hasSchema: false,
  hasVertices: false,
  latencyMs: 0,
});
