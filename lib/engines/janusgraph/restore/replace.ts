import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { Run } from '#lib/domain/operation';
import type { ByteSource, RestoreOptions } from '#lib/domain/ports/engine';
import type { GraphRestoreFacts } from '#lib/domain/restore';
import { readSchemaLine, type SchemaLine } from '../graphson/schema-line.ts';
import { SchemaNames } from '../graphson/schema-names.ts';
import { checkClasses } from './check-schema.ts';
import type { Emptying } from './choose-emptying.ts';
import { compareTarget } from './compare-target.ts';
import type { Connections } from './connections.ts';
import { type CreatedSchema, createSchema, packSchema } from './create-schema.ts';
import { emptyTarget } from './empty-target.ts';
import { GraphLoader } from './graph-loader.ts';
import { sourceLines } from './source-lines.ts';
import { WriterPool } from './writer-pool.ts';

/** What was decided before the target is touched. */
export type RestoreDecision = {
  source: ByteSource;
  contents: GraphFacts;
  schemaLine: SchemaLine;
  packedSchema: Buffer;
  target: GraphProbe;
  emptying: Emptying;
  scratch: string;
  /** As in `RestoreOptions`. */
  trusted: boolean;
};

type Loaded = Pick<GraphLoader, 'vertices' | 'edges' | 'danglingEdges'> & {
  vertexLabels: Record<string, number>;
  edgeLabels: Record<string, number>;
  bytes: number;
};

/** A target that takes the ids it is given takes none of its own making. */
const keepsIds = (target: GraphProbe): boolean => target.setVertexId === true;

const load = async (
  connections: Connections,
  decision: RestoreDecision,
  run: Run,
  written: { vertices: number; edges: number },
): Promise<Loaded> => {
  const { contents, schemaLine, scratch } = decision;
  const loader = new GraphLoader({
    pool: new WriterPool(await connections.writers(contents.vertices)),
    vertices: contents.vertices,
    session: () => connections.session(),
    staticLabels: new SchemaNames(schemaLine.schema).staticLabels,
    addSchema: async (line) => {
      const { schema } = readSchemaLine(line);
      checkClasses(schema, decision.trusted);
      run.mustHold?.();
      await createSchema(await connections.session(), packSchema(schema), run.signal);
      return new SchemaNames(schema);
    },
    keepIds: keepsIds(decision.target),
    scratch,
    run,
  });
  let bytes = 0;
  const report = () => {
    Object.assign(written, { vertices: loader.vertices, edges: loader.edges });
    run.progress({
      phase: 'Loading',
      bytes,
      bytesTotal: contents.bytes,
      keys: loader.vertices + loader.edges,
      keysTotal: contents.vertices + contents.edges,
      unit: 'element',
    });
  };
  try {
    for await (const lines of sourceLines(decision.source, run.signal, (length) => {
      bytes += length;
    })) {
      for (const line of lines) await loader.line(line);
      report();
    }
    await loader.end();
    const { vertices, edges, danglingEdges } = loader;
    const labels = { vertexLabels: loader.vertexLabels.read(), edgeLabels: loader.edgeLabels.read() };
    return { vertices, edges, danglingEdges, ...labels, bytes };
  } finally {
    report();
    loader.close();
  }
};

const compare = async (
  connections: Connections,
  { contents }: RestoreDecision,
  { loaded, created }: { loaded: Loaded; created: CreatedSchema },
  run: Run,
): Promise<string[]> => {
  const indexed = Object.entries(contents.indexed).filter(([name]) => !created.missingIndexes.includes(name));
  return compareTarget(
    await connections.session(),
    {
      vertices: loaded.vertexLabels,
      edges: loaded.edgeLabels,
      total: loaded.vertices + loaded.edges,
      indexed: Object.fromEntries(indexed),
    },
    run,
  );
};

type Replacing = Pick<RestoreOptions, 'cleared'> & {
  /** Told how far it came, should it fail. */
  written: { vertices: number; edges: number };
};

/** From here on the target is changed: whatever goes wrong leaves it incomplete. */
export const replace = async (
  connections: Connections,
  decision: RestoreDecision,
  run: Run,
  { cleared, written }: Replacing,
): Promise<GraphRestoreFacts> => {
  const { target, emptying } = decision;
  const session = await connections.session();
  const { graph } = connections;
  await emptyTarget(session, { emptying, graph, hasVertices: target.hasVertices }, run);
  await cleared?.();
  run.mustHold?.();
  const created = await createSchema(session, decision.packedSchema, run.signal);
  const loaded = await load(connections, decision, run, written);
  const differences = await compare(connections, decision, { loaded, created }, run);
  return {
    method: 'cursor',
    vertices: loaded.vertices,
    edges: loaded.edges,
    bytes: loaded.bytes,
    danglingEdges: loaded.danglingEdges,
    keptIds: keepsIds(target),
    leftOut: created.leftOut,
    differences,
    memoryOnly: target.storageBackend === 'inmemory',
  };
};
