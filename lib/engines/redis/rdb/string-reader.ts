import { Buffer } from 'node:buffer';
import { AmberError } from '#lib/domain/errors';
import { type ByteCursor, copyBytes } from './byte-cursor.ts';
import { ENCODING, malformed, readStringHeader, SHORT, type StringHeader } from './length-decoding.ts';
import { lzfDecompress } from './lzf.ts';

const FIRST_ROOM = 64 * 1024;

/** Reads strings that are wanted whole: keys, function libraries, aux fields. */
export class StringReader {
  readonly #most: number;
  readonly #what: string;
  readonly #header: StringHeader = { encoding: ENCODING.plain, plainBytes: 0 };
  /** Where the raw bytes are: in the chunk, or collected out of several. */
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #length = 0;
  /** Whether the bytes are in a chunk, which may be gone after `write`. */
  #borrowed = false;
  #offset = 0;
  /** Bytes collected so far; -1: none is being collected. */
  #collected = -1;

  /** `most` bytes at most, before and after expansion; `what` names the string in the message that refuses more. */
  constructor(most: number, what: string) {
    this.#most = most;
    this.#what = what;
  }

  /** True when the string is there; false when the bytes ran out: call again with more. */
  read(cursor: ByteCursor): boolean {
    if (this.#collected >= 0) return this.#collect(cursor);
    const from = cursor.position;
    const length = readStringHeader(cursor, this.#header);
    if (length === SHORT) return false;
    this.#offset = cursor.base + from;
    if (length > this.#most || this.#header.plainBytes > this.#most)
      throw malformed(cursor, `${this.#what} of ${Math.max(length, this.#header.plainBytes)} bytes`, from);
    this.#length = length;
    if (length <= cursor.end - cursor.position) {
      this.#bytes = cursor.bytes;
      this.#start = cursor.position;
      this.#borrowed = true;
      cursor.position += length;
      return true;
    }
    this.#bytes = new Uint8Array(Math.min(length, FIRST_ROOM));
    this.#start = 0;
    this.#borrowed = false;
    this.#collected = 0;
    return this.#collect(cursor);
  }

  /** Copies the string out of the chunk it lies in, so that it outlives that chunk. */
  keep(): void {
    if (!this.#borrowed) return;
    this.#bytes = copyBytes(this.#bytes, this.#start, this.#start + this.#length);
    this.#start = 0;
    this.#borrowed = false;
  }

  /** The string as it was before the server encoded it: a view into the chunk where it could stay there. */
  plain(): Uint8Array {
    const raw = new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + this.#start, this.#length);
    const { encoding, plainBytes } = this.#header;
    if (encoding === ENCODING.plain) return raw;
    if (encoding === ENCODING.lzf) return this.#expand(raw, plainBytes);
    return Buffer.from(String(Buffer.from(raw).readIntLE(0, raw.length)));
  }

  text(): string {
    const plain = this.plain();
    return Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString();
  }

  #expand(raw: Uint8Array, plainBytes: number): Uint8Array {
    try {
      return lzfDecompress(raw, plainBytes);
    } catch (cause) {
      throw new AmberError(
        'malformed',
        `The RDB file is damaged at byte ${this.#offset}: ${this.#what} that cannot be expanded.`,
        {
          offset: this.#offset,
          cause,
        },
      );
    }
  }

  #collect(cursor: ByteCursor): boolean {
    const take = Math.min(this.#length - this.#collected, cursor.end - cursor.position);
    this.#makeRoom(this.#collected + take);
    this.#bytes.set(cursor.bytes.subarray(cursor.position, cursor.position + take), this.#collected);
    this.#collected += take;
    cursor.position += take;
    if (this.#collected < this.#length) return false;
    this.#collected = -1;
    return true;
  }

  /** Grows with what has come, not with what was announced. */
  #makeRoom(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.min(this.#length, Math.max(bytes, this.#bytes.length * 2)));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
