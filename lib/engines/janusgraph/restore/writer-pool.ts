import type { GremlinConnection } from '../connection/gremlin-connection.ts';

/** Work on several connections at once. The first failure fails all that comes after it. */
export class WriterPool {
  readonly #idle: GremlinConnection[];
  readonly #running = new Set<Promise<void>>();
  #failure: { error: unknown } | null = null;

  constructor(connections: readonly GremlinConnection[]) {
    this.#idle = [...connections];
  }

  /** Returns when the work has begun: there are never more pieces of work than connections. */
  async run(work: (connection: GremlinConnection) => Promise<void>): Promise<void> {
    while (this.#idle.length === 0 && this.#failure === null) await Promise.race(this.#running);
    this.#throwFailure();
    const connection = this.#idle.pop()!;
    const running = work(connection)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#idle.push(connection);
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  /** Returns when all work is done. */
  async drain(): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
