import type { GraphFacts } from '#lib/domain/graph-facts';
import type { Run } from '#lib/domain/operation';
import type { ByteSink } from '#lib/domain/ports/engine';
import { abortError } from '#lib/platform/network/socket-errors';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { writeCountLine } from '../graphson/count-line.ts';
import { GraphInspector } from '../graphson/graph-inspector.ts';
import { PieceSpool } from '../graphson/piece-spool.ts';
import { exportPages, pageText } from './export-cursor.ts';

type Writing = {
  connection: GremlinConnection;
  sink: ByteSink;
  run: Run;
  inspector: GraphInspector;
  spool: PieceSpool;
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

const writeVertices = async (writing: Writing, group: string): Promise<void> => {
  const { connection, run, spool, inspector } = writing;
  for await (const page of exportPages(connection, { group, signal: run.signal })) {
    spool.add(page.edgeLines);
    await write(writing, await pageText(connection, page.vertexLines));
    writing.read = page.vertices + page.edges;
    run.progress({
      phase: 'Reading the graph',
      bytes: inspector.bytes,
      keys: writing.read,
      unit: 'element',
    });
  }
};

const writeEdges = async (writing: Writing): Promise<void> => {
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
};

/**
 * Writes a graph as lines of text: its schema, all vertices, all edges, and a line of counts. Edges wait in a temporary
 * file, compressed, as a reader needs both ends of an edge first. Memory does not grow with the graph.
 */
export const writeGraph = async (
  connection: GremlinConnection,
  sink: ByteSink,
  run: Run,
  options: { scratch: string; group: string; schemaLine: string },
): Promise<GraphFacts> => {
  const inspector = new GraphInspector(options.scratch);
  const spool = new PieceSpool(options.scratch);
  const writing: Writing = { connection, sink, run, inspector, spool, read: 0 };
  try {
    await write(writing, Buffer.from(options.schemaLine));
    await writeVertices(writing, options.group);
    await writeEdges(writing);
    await write(writing, Buffer.from(writeCountLine(inspector.counts())));
    return inspector.end();
  } finally {
    spool.close();
    inspector.close();
  }
};
