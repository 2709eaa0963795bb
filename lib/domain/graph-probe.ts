/** What a JanusGraph server says of one of its graphs, without a scan: how many vertices it holds is not among it. */
export type GraphProbe = {
  product: 'janusgraph';
  /** Of JanusGraph: `1.1.0`. */
  version: string;
  /** Of the Gremlin Server: `3.7.3`. */
  tinkerpop: string;
  /** Its name on the server: the one that was asked for, or `graph`. */
  graph: string;
  /** Tells one graph of one running server from all others, whatever address leads to it; null: it does not say. */
  serverId?: string | null;
  /** `berkeleyje`, `inmemory`, `cql`, …: the `storage.backend` of the graph. */
  storageBackend: string;
  /** Backends of mixed indexes by their names: `search` → `lucene`. */
  indexBackends: Record<string, string>;
  /** The storage can let elements expire. */
  ttl: boolean;
  /** The storage is shared by several servers. */
  distributed: boolean;
  /** Global options that decide what the graph takes; null: the server does not say. */
  setVertexId: boolean | null;
  customVertexIds: boolean | null;
  constraints: boolean | null;
  /** `cluster.max-partitions`. */
  partitions: number | null;
  /** Names of the instances that have the graph open, dead ones among them. */
  instances: string[];
  /** Groups of the transactions that are open now; null: one without a group. */
  openTransactions: (string | null)[];
  /** Names of the graphs that the server has open. */
  graphs: string[];
  /** Names of the graphs that ConfiguredGraphFactory knows; null: the server does not use it. */
  configured: string[] | null;
  /** A property key, vertex label or edge label exists. */
  hasSchema: boolean;
  /** A vertex exists: a look for one, no count. */
  hasVertices: boolean;
  /** Of a first request and its answer, milliseconds. */
  latencyMs: number;
};
