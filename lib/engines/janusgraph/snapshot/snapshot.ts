import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { Run } from '#lib/domain/operation';
import type { ByteSink, SnapshotFacts, SnapshotOptions } from '#lib/domain/ports/engine';
import { connect, DEFAULT_GRAPH } from '../connection/connect.ts';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { writeSchemaLine } from '../graphson/schema-line.ts';
import { SchemaNames } from '../graphson/schema-names.ts';
import { probeConnection } from '../probe/probe.ts';
import { readSchema } from '../probe/read-schema.ts';
import { backupRefusal } from './backup-refusal.ts';
import { writeGraph } from './write-graph.ts';

const PROBE_MS = 60_000;

const REASON =
  'One walk over all vertices and their edges, in a transaction that only reads; what is written meanwhile may or may not be in it.';

const checkedProbe = async (
  connection: GremlinConnection,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<GraphProbe> => {
  const graph = endpoint.graph || DEFAULT_GRAPH;
  const probe = await probeConnection(connection, { signal, timeoutMs: PROBE_MS, graph });
  const refusal = backupRefusal(probe);
  if (refusal !== null) throw new AmberError('store-unsupported', refusal);
  return probe;
};

const sourceOf = (probe: GraphProbe) => ({
  graph: probe.graph,
  janusgraph: probe.version,
  tinkerpop: probe.tinkerpop,
  storage: probe.storageBackend,
  indexBackends: probe.indexBackends,
});

/**
 * Takes a snapshot of a graph as lines of text, which were parsed to their end when this returns. Every failure is an
 * AmberError; what the sink has been given is then worth nothing.
 */
export const snapshot = async (
  endpoint: Endpoint,
  sink: ByteSink,
  run: Run,
  options: SnapshotOptions,
): Promise<SnapshotFacts<GraphFacts>> => {
  if (options.method !== 'auto' && options.method !== 'cursor') {
    throw new AmberError('invalid-input', `A graph is not backed up by the method ${options.method}.`);
  }
  const connection = await connect(endpoint, { signal: run.signal });
  try {
    run.progress({ phase: 'Looking at the store', bytes: 0, keys: 0, unit: 'element' });
    const probe = await checkedProbe(connection, endpoint, run.signal);
    await options.accept?.(probe);
    run.log(`Method cursor: ${REASON}`);
    const readSchemaLine = async () => {
      const { text, schema } = await readSchema(connection, run.signal);
      return { line: writeSchemaLine(sourceOf(probe), text), names: new SchemaNames(schema).all };
    };
    const contents = await writeGraph(connection, sink, run, {
      scratch: options.scratch,
      group: options.reader,
      readSchema: readSchemaLine,
      dataBegins: options.dataBegins,
    });
    return {
      method: 'cursor',
      methodReason: REASON,
      consistency: 'fuzzy',
      product: 'janusgraph',
      version: probe.version,
      usedMemory: null,
      contents,
      loadableBy: ['janusgraph >= 1.0'],
    };
  } finally {
    connection.close();
  }
};
