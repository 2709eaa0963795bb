import { RespError } from './resp-error.ts';

const MAX_LINE = 64 * 1024;
const CR = 13;
const LF = 10;

/** A line whose end has not come yet, put together out of chunks. */
export class PartialLine {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Copies `chunk[start, end)`; throws when the line gets longer than any server's. */
  add(chunk: Buffer, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > MAX_LINE) throw new RespError('a line does not end');
    if (this.#bytes.length < length) {
      const larger = Buffer.allocUnsafe(Math.min(MAX_LINE, 2 * length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#length, start, end);
    this.#length = length;
  }

  /** Takes the rest of the line from `at`; gives where it stops, which is the chunk's end while the line is not whole. */
  addRest(chunk: Buffer, at: number): { stop: number; isWhole: boolean } {
    const feed = chunk.indexOf(LF, at);
    const stop = feed < 0 ? chunk.length : feed + 1;
    this.add(chunk, at, stop);
    return { stop, isWhole: feed >= 0 };
  }

  /** The whole line without its CRLF, good until the next call. Empties this. */
  take(): Buffer {
    const end = this.#length - 2;
    this.#length = 0;
    if (end < 1 || this.#bytes[end] !== CR) throw new RespError('a line ends without CR');
    return this.#bytes.subarray(0, end);
  }
}
