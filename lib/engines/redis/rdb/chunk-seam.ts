import { ByteCursor, copyBytes } from './byte-cursor.ts';
import { MAX_PART_BYTES } from './length-decoding.ts';

const NOTHING = new Uint8Array(0);

/** Lets a reader that reads part by part go through chunks that are cut anywhere, copying only what a cut divides. */
export class ChunkSeam {
  readonly #cursor = new ByteCursor();
  readonly #read: (cursor: ByteCursor) => void;
  /** The beginning of a part that the last chunk cut. */
  #carry: Uint8Array = NOTHING;

  /** `read` goes on until the bytes at hand do not hold the next part whole; it leaves the cursor before that part. */
  constructor(read: (cursor: ByteCursor) => void) {
    this.#read = read;
  }

  /** The next chunk, which stands at offset `base` of the file. */
  take(chunk: Uint8Array, base: number): void {
    const from = this.#carry.length === 0 ? 0 : this.#join(chunk, base);
    if (from === chunk.length) return;
    this.#cursor.set(chunk, from, base);
    this.#read(this.#cursor);
    if (this.#cursor.position < chunk.length)
      this.#carry = copyBytes(chunk, this.#cursor.position, chunk.length);
  }

  /** Reads on over the seam between two chunks; returns how much of `chunk` that took. */
  #join(chunk: Uint8Array, base: number): number {
    const carried = this.#carry.length;
    const taken = Math.min(chunk.length, MAX_PART_BYTES);
    const joined = new Uint8Array(carried + taken);
    joined.set(this.#carry);
    joined.set(chunk.subarray(0, taken), carried);
    this.#carry = NOTHING;
    this.#cursor.set(joined, 0, base - carried);
    this.#read(this.#cursor);
    if (taken < chunk.length) return this.#cursor.position - carried;
    this.#carry = joined.subarray(this.#cursor.position);
    return chunk.length;
  }
}
