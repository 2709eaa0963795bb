import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { LabelCounts } from '../graphson/label-counts.ts';
import { edgeHead, vertexHead } from '../graphson/line-head.ts';
import { PieceSpool } from '../graphson/piece-spool.ts';
import { addLine, type Batch, emptyBatch, isFull, type PackedBatch, pack } from './batch.ts';
import { NewIds } from './new-ids.ts';
import { markTransaction, needsSession, type WriteMode, writeBatch } from './write-batch.ts';
import type { WriterPool } from './writer-pool.ts';

export type LoaderSettings = {
  pool: WriterPool;
  /** A connection with a session: for static vertices, and for lines too long for a request. */
  session(): Promise<GremlinConnection>;
  /** Of the first line. */
  staticLabels: ReadonlySet<string>;
  /** Adds what a further line of the schema has: others were adding to it while the backup was taken. */
  addSchema(line: string): Promise<{ staticLabels: ReadonlySet<string> }>;
  keepIds: boolean;
  scratch: string;
  run: Run;
};

/** Takes the element lines of an artefact, vertices before edges, and writes them into a graph that has its schema. */
export class GraphLoader {
  /** Written and acknowledged. */
  vertices = 0;
  edges = 0;
  danglingEdges = 0;
  readonly vertexLabels = new LabelCounts();
  readonly edgeLabels = new LabelCounts();
  readonly #settings: LoaderSettings;
  readonly #ids: NewIds;
  /** What a single transaction must hold: static vertices and their edges, which cannot be changed once committed. */
  readonly #staticVertices: PieceSpool;
  readonly #staticEdges: PieceSpool;
  #phase: 'vertices' | 'edges' = 'vertices';
  #batch = emptyBatch();
  #schemas = 0;
  #staticLabels: ReadonlySet<string>;

  constructor(settings: LoaderSettings) {
    this.#settings = settings;
    this.#staticLabels = settings.staticLabels;
    this.#ids = new NewIds(settings.scratch, settings.keepIds);
    this.#staticVertices = new PieceSpool(settings.scratch);
    this.#staticEdges = new PieceSpool(settings.scratch);
  }

  async line(line: string): Promise<void> {
    if (line.startsWith('V')) this.#vertex(line);
    else if (line.startsWith('E')) await this.#edge(line);
    else if (line.startsWith('S')) await this.#schema(line);
    if (isFull(this.#batch)) await this.#flush();
  }

  /** After the last line. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#settings.pool.drain();
    if (this.#staticVertices.length > 0) await this.#writeStatic();
  }

  close(): void {
    this.#ids.close();
    this.#staticVertices.close();
    this.#staticEdges.close();
  }

  async #schema(line: string): Promise<void> {
    this.#schemas += 1;
    // the first one is there before the loader is
    if (this.#schemas === 1) return;
    await this.#flush();
    await this.#settings.pool.drain();
    this.#staticLabels = (await this.#settings.addSchema(line)).staticLabels;
  }

  #vertex(line: string): void {
    const head = vertexHead(line);
    if (head === null) throw new AmberError('malformed', 'A vertex of the artefact is damaged.');
    this.vertexLabels.add(head.label);
    if (this.#staticLabels.has(head.label)) {
      this.#ids.markStatic(head.id);
      this.#staticVertices.add(Buffer.from(line));
    } else addLine(this.#batch, line, head.id);
  }

  async #edge(line: string): Promise<void> {
    if (this.#phase === 'vertices') {
      await this.#flush();
      await this.#settings.pool.drain();
      this.#phase = 'edges';
    }
    if (this.#ids.touchesStatic(line)) this.#staticEdges.add(Buffer.from(line));
    else this.#addEdge(this.#batch, line);
  }

  #addEdge(batch: Batch, line: string): void {
    const head = edgeHead(line);
    if (head === null) throw new AmberError('malformed', 'An edge of the artefact is damaged.');
    const edge = this.#ids.rewrite(line);
    if (edge === null) this.danglingEdges += 1;
    else {
      this.edgeLabels.add(head.label);
      addLine(batch, edge);
    }
  }

  async #writeStatic(): Promise<void> {
    const { run } = this.#settings;
    const session = await this.#settings.session();
    await markTransaction(session, 'begin', run.signal);
    await this.#addAll(session, this.#staticVertices, (batch, line) =>
      addLine(batch, line, vertexHead(line)!.id),
    );
    await this.#addAll(session, this.#staticEdges, (batch, line) => this.#addEdge(batch, line));
    run.mustHold?.();
    await markTransaction(session, 'end', run.signal);
  }

  async #addAll(
    session: GremlinConnection,
    spool: PieceSpool,
    take: (batch: Batch, line: string) => void,
  ): Promise<void> {
    let batch = emptyBatch();
    const send = async () => {
      for (const packed of await pack(batch)) await this.#write(session, packed, 'add');
      batch = emptyBatch();
    };
    for (const piece of spool.read()) {
      take(batch, piece.toString('utf8'));
      if (isFull(batch)) await send();
    }
    if (batch.lines.length > 0) await send();
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    if (batch.lines.length === 0) return;
    this.#batch = emptyBatch();
    for (const packed of await pack(batch)) {
      if (needsSession(packed)) await this.#write(await this.#settings.session(), packed, 'one');
      else await this.#settings.pool.run((connection) => this.#write(connection, packed, 'one'));
    }
  }

  async #write(connection: GremlinConnection, packed: PackedBatch, mode: WriteMode): Promise<void> {
    const { keepIds, run } = this.#settings;
    run.mustHold?.();
    const given = await writeBatch(connection, packed, {
      mode,
      keepIds,
      inSession: mode === 'add' || needsSession(packed),
      signal: run.signal,
    });
    this.#ids.learn(packed, given);
    this.vertices += packed.ids.length;
    this.edges += packed.lines.length - packed.ids.length;
  }
}
