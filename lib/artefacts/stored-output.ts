import { createHash } from 'node:crypto';

/** Bytes that may wait for the storage before the source has to. */
const MAX_WAITING = 4 * 1024 * 1024;

/** Hands stored bytes to the storage in order, counting and hashing them; the source waits while the storage is behind. */
export class StoredOutput {
  bytes = 0;
  readonly #hash = createHash('sha256');
  readonly #write: (chunk: Uint8Array) => Promise<void>;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(write: (chunk: Uint8Array) => Promise<void>) {
    this.#write = write;
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    this.#waiting += chunk.length;
    this.#tail = this.#tail.then(() => this.#forward(chunk));
  }

  /** Returns when there is room for more. Throws what the storage threw. */
  async roomy(): Promise<void> {
    while (this.#waiting > MAX_WAITING && this.#failure === undefined) await this.#tail;
    this.#throwFailure();
  }

  /** Returns when the storage has everything. */
  async drained(): Promise<void> {
    await this.#tail;
    this.#throwFailure();
  }

  digest(): string {
    return this.#hash.digest('hex');
  }

  async #forward(chunk: Uint8Array): Promise<void> {
    if (this.#failure === undefined) {
      try {
        await this.#write(chunk);
      } catch (error) {
        this.#failure = error;
      }
    }
    this.#waiting -= chunk.length;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
