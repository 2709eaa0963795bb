import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { LabelCounts } from '../graphson/label-counts.ts';
import { edgeHead, headOf, vertexHead } from '../graphson/line-head.ts';
import { PieceSpool } from '../graphson/piece-spool.ts';
import { Batch, LARGE_BATCHES, type PackedBatch, SMALL_BATCHES } from './batch.ts';
import { NewIds } from './new-ids.ts';
import { dropTransaction, markTransaction, needsSession, type WriteMode, writeBatch } from './write-batch.ts';
import type { WriterPool } from './writer-pool.ts';

/** First bytes of lines. */
const [VERTEX, EDGE, SCHEMA] = Buffer.from('VES');

export type LoaderSettings = {
  pool: WriterPool;
  /** How many there are. */
  vertices: number;
  /** A connection for static vertices. */
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
  #batch: Batch;
  #schemas = 0;
  #staticLabels: ReadonlySet<string>;

  constructor(settings: LoaderSettings) {
    this.#settings = settings;
    this.#staticLabels = settings.staticLabels;
    this.#batch = new Batch(settings.vertices > LARGE_BATCHES.lines ? LARGE_BATCHES : SMALL_BATCHES);
    this.#ids = new NewIds(settings.scratch, settings.keepIds);
    this.#staticVertices = new PieceSpool(settings.scratch);
    this.#staticEdges = new PieceSpool(settings.scratch);
  }

  /** The bytes are not kept. */
  async line(line: Buffer): Promise<void> {
    if (line[0] === VERTEX) this.#vertex(line);
    else if (line[0] === EDGE) await this.#edge(line);
    else if (line[0] === SCHEMA) await this.#schema(line.toString('utf8'));
    if (this.#batch.isFull) await this.#flush();
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

  #vertex(line: Buffer): void {
    const head = headOf(line, vertexHead);
    if (head === null) throw new AmberError('malformed', 'A vertex of the artefact is damaged.');
    this.vertexLabels.add(head.label);
    if (this.#staticLabels.has(head.label)) {
      this.#ids.markStatic(head.id);
      this.#staticVertices.add(line);
    } else this.#batch.add(line, head.id);
  }

  async #edge(line: Buffer): Promise<void> {
    if (this.#phase === 'vertices') {
      await this.#flush();
      await this.#settings.pool.drain();
      this.#phase = 'edges';
    }
    if (this.#ids.touchesStatic(line)) this.#staticEdges.add(line);
    else this.#addEdge(this.#batch, line);
  }

  #addEdge(batch: Batch, line: Buffer): void {
    const head = headOf(line, edgeHead);
    if (head === null) throw new AmberError('malformed', 'An edge of the artefact is damaged.');
    const edge = this.#ids.withNewEnds(line);
    if (edge === null) this.danglingEdges += 1;
    else {
      this.edgeLabels.add(head.label);
      batch.addParts(edge.start, line.subarray(edge.instead));
    }
  }

  async #writeStatic(): Promise<void> {
    const { run } = this.#settings;
    const session = await this.#settings.session();
    try {
      await markTransaction(session, 'begin', run.signal);
      await this.#addAll(session, this.#staticVertices, (batch, line) =>
        batch.add(line, headOf(line, vertexHead)!.id),
      );
      await this.#addAll(session, this.#staticEdges, (batch, line) => this.#addEdge(batch, line));
      run.mustHold?.();
      await markTransaction(session, 'end', run.signal);
    } catch (error) {
      await dropTransaction(session);
      throw error;
    }
  }

  async #addAll(
    session: GremlinConnection,
    spool: PieceSpool,
    take: (batch: Batch, line: Buffer) => void,
  ): Promise<void> {
    const batch = new Batch();
    const send = async () => {
      for (const packed of await batch.pack()) await this.#write(session, packed, 'add');
    };
    for (const piece of spool.read()) {
      take(batch, piece);
      if (batch.isFull) await send();
    }
    await send();
  }

  async #flush(): Promise<void> {
    for (const packed of await this.#batch.pack()) {
      await this.#settings.pool.run((connection) => this.#write(connection, packed, 'one'));
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
    this.#ids.learn(packed.ids, given);
    this.vertices += packed.ids.length;
    this.edges += packed.lines - packed.ids.length;
  }
}
