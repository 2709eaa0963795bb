import { Batch, type BatchOwner } from './batch.ts';

/** Most commands are small: they share batches of this size. */
const SMALL_BYTES = 256 * 1024;
/** Holds any command whose value passes through memory as a whole, but for monstrous keys. */
const LARGE_BYTES = 1024 * 1024 + 64 * 1024;
/** As many as are on the way at most. */
const MOST_SMALL = 20;
const MOST_LARGE = 5;

/** Batches are used again and again: their memory is not left to the garbage collector, which would come late. */
export class BatchPool {
  readonly #small: Batch[] = [];
  readonly #large: Batch[] = [];
  readonly #owner: BatchOwner;

  constructor(owner: BatchOwner) {
    this.#owner = owner;
  }

  /** An empty batch with room for so many bytes at least. */
  take(bytes: number): Batch {
    const kept =
      bytes <= SMALL_BYTES ? this.#small.pop() : bytes <= LARGE_BYTES ? this.#large.pop() : undefined;
    const capacity = bytes <= SMALL_BYTES ? SMALL_BYTES : Math.max(bytes, LARGE_BYTES);
    const batch = kept ?? new Batch(capacity, this.#owner);
    batch.reset();
    return batch;
  }

  give(batch: Batch): void {
    const { length } = batch.bytes;
    if (length === SMALL_BYTES && this.#small.length < MOST_SMALL) this.#small.push(batch);
    else if (length === LARGE_BYTES && this.#large.length < MOST_LARGE) this.#large.push(batch);
  }
}
