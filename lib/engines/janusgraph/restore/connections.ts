import type { GremlinConnection } from '../connection/gremlin-connection.ts';

/** Requests at once: with four, the target is busy all the time. */
const WRITERS = 4;

/** The connections of one restore, opened when they are needed. */
export class Connections {
  readonly graph: string;
  readonly #open: () => Promise<GremlinConnection>;
  readonly #opened: GremlinConnection[] = [];
  #session: Promise<GremlinConnection> | null = null;

  constructor(graph: string, open: () => Promise<GremlinConnection>) {
    this.graph = graph;
    this.#open = open;
  }

  /** The one whose variables last. */
  session(): Promise<GremlinConnection> {
    this.#session ??= this.#add();
    return this.#session;
  }

  writers(): Promise<GremlinConnection[]> {
    return Promise.all(Array.from({ length: WRITERS }, () => this.#add()));
  }

  close(): void {
    for (const connection of this.#opened) connection.close();
  }

  async #add(): Promise<GremlinConnection> {
    const connection = await this.#open();
    this.#opened.push(connection);
    return connection;
  }
}
