import { AmberError } from '#lib/domain/errors';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { Run } from '#lib/domain/operation';
import type { ByteSink } from '#lib/domain/ports/engine';
import { abortError } from '#lib/platform/network/socket-errors';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { writeCountLine } from '../graphson/count-line.ts';
import { GraphInspector } from '../graphson/graph-inspector.ts';
import { PieceSpool } from '../graphson/piece-spool.ts';
import { exportPages, pageText } from './export-cursor.ts';

/** The schema as a line of the artefact, and all that it names. */
export type SchemaOfStore = { line: string; names: ReadonlySet<string> };

type Writing = {
  connection: GremlinConnection;
  sink: ByteSink;
  run: Run;
  inspector: GraphInspector;
  spool: PieceSpool;
  /** The line of the schema, and what it names; when more is met, the schema is read again. */
  readSchema(): Promise<SchemaOfStore>;
  known: ReadonlySet<string>;
  /** Read from the store so far. */
  read: number;
};

const write = async ({ sink, inspector, run }: Writing, bytes: Uint8Array): Promise<void> => {
  if (run.signal.aborted) throw abortError(run.signal);
  if (bytes.length === 0) return;
  // what is written is read as it will be read from the artefact
  inspector.write(bytes);
  await sink.write(bytes);
};

/** Others may add labels and keys while we read: they are written before the first line that has one. */
const writeNewSchema = async (writing: Writing, names: readonly string[]): Promise<void> => {
  if (names.every((name) => writing.known.has(name))) return;
  const { line, names: known } = await writing.readSchema();
  const strange = names.find((name) => !known.has(name));
  if (strange !== undefined) {
    throw new AmberError(
      'store-error',
      `The schema of ${writing.connection.name} was changed while its graph was read: ${JSON.stringify(strange.slice(0, 100))} is called something else now. Back it up again.`,
    );
  }
  writing.known = known;
  await write(writing, Buffer.from(line));
};

/** The server's own count against the lines that it sent. */
const requireCount = (
  { connection }: Writing,
  what: 'vertices' | 'edges',
  { said, sent }: { said: number; sent: number },
): void => {
  if (said === sent) return;
  throw new AmberError(
    'store-protocol',
    `${connection.name} says that it sent ${said} ${what} of its graph, and ${sent} came.`,
  );
};

/** Gives the number of edges that the server says it sent. */
const writeVertices = async (writing: Writing, group: string): Promise<number> => {
  let edges = 0;
  const { connection, run, spool, inspector } = writing;
  for await (const page of exportPages(connection, { group, signal: run.signal })) {
    await writeNewSchema(writing, page.names);
    spool.add(page.edgeLines);
    await write(writing, await pageText(connection, page.vertexLines));
    requireCount(writing, 'vertices', { said: page.vertices, sent: inspector.vertices });
    edges = page.edges;
    writing.read = page.vertices + edges;
    run.progress({
      phase: 'Reading the graph',
      bytes: inspector.bytes,
      keys: writing.read,
      unit: 'element',
    });
  }
  return edges;
};

const writeEdges = async (writing: Writing, said: number): Promise<void> => {
  const { connection, run, spool, inspector } = writing;
  for (const piece of spool.read()) {
    await write(writing, await pageText(connection, piece));
    run.progress({
      phase: 'Writing the edges',
      bytes: inspector.bytes,
      keys: inspector.vertices + inspector.edges,
      keysTotal: writing.read,
      unit: 'element',
    });
  }
  requireCount(writing, 'edges', { said, sent: inspector.edges });
};

/**
 * Writes a graph as lines of text: its schema, all vertices, all edges, and a line of counts. Edges wait in a temporary
 * file, compressed, as a reader needs both ends of an edge first. Memory does not grow with the graph.
 */
export const writeGraph = async (
  connection: GremlinConnection,
  sink: ByteSink,
  run: Run,
  options: { scratch: string; group: string; readSchema(): Promise<SchemaOfStore>; dataBegins?(): void },
): Promise<GraphFacts> => {
  const inspector = new GraphInspector(options.scratch);
  const spool = new PieceSpool(options.scratch);
  const { readSchema } = options;
  const writing: Writing = { connection, sink, run, inspector, spool, readSchema, known: new Set(), read: 0 };
  try {
    const { line, names } = await readSchema();
    writing.known = names;
    options.dataBegins?.();
    await write(writing, Buffer.from(line));
    await writeEdges(writing, await writeVertices(writing, options.group));
    await write(writing, Buffer.from(writeCountLine(inspector.counts())));
    return inspector.end();
  } finally {
    spool.close();
    inspector.close();
  }
};
