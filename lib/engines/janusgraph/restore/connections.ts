import type { GremlinConnection } from '../connection/gremlin-connection.ts';

/** Requests at once. Each writer's session compiles the script anew, which many vertices make up for. */
const writersFor = (vertices: number): number => (vertices > 100_000 ? 4 : 2);

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

  writers(vertices: number): Promise<GremlinConnection[]> {
    return Promise.all(Array.from({ length: writersFor(vertices) }, () => this.#add()));
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
