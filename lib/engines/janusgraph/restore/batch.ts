import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { IdKey } from '../graphson/element-id.ts';

/**
 * Bytes of a gzipped payload: in base64 and with the script it stays below 65,536, the longest request that a server takes
 * unless its settings say otherwise (`maxContentLength`).
 */
export const PAYLOAD_BYTES = 44_000;
export type BatchSize = {
  lines: number;
  /** In one transaction, in as many requests of a session as it takes; else what is too long for a request is halved. */
  whole: boolean;
};
/** More lines make a request no faster (measured). */
export const SMALL_BATCHES: BatchSize = { lines: 500, whole: false };
/** Each commit costs a mixed index much: worth the sessions, which compile the script anew, where there are many vertices. */
export const LARGE_BATCHES: BatchSize = { lines: 4000, whole: true };
const BATCH_TEXT_BYTES = 4 * 1024 * 1024;
const FIRST_BYTES = 256 * 1024;
const NEW_LINE = 10;

const compress = promisify(gzip);

/** Lines for one request, compressed. */
export type PackedBatch = {
  payload: Buffer;
  lines: number;
  /** Of each line the old id, where they are vertices. */
  ids: IdKey[];
};

/** Collects lines in one buffer, which is used again for the next batch: a restore sees millions of them. */
export class Batch {
  readonly #size: BatchSize;
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  /** Where each line ends. */
  #ends: number[] = [];
  #ids: IdKey[] = [];

  constructor(size: BatchSize = SMALL_BATCHES) {
    this.#size = size;
  }

  get isEmpty(): boolean {
    return this.#ends.length === 0;
  }

  get isFull(): boolean {
    return this.#ends.length >= this.#size.lines || this.#length >= BATCH_TEXT_BYTES;
  }

  get #length(): number {
    return this.#ends.at(-1) ?? 0;
  }

  /** @param id the old id of a vertex */
  add(line: Uint8Array, id?: IdKey): void {
    this.#append([line]);
    if (id) this.#ids.push(id);
  }

  /** A line of two parts. */
  addParts(start: string, rest: Uint8Array): void {
    this.#append([Buffer.from(start), rest]);
  }

  /** Compresses what there is, in as many parts as requests are needed, down to a single line; it is empty afterwards. */
  async pack(): Promise<PackedBatch[]> {
    const packed = await this.#pack(0, this.#ends.length);
    this.#ends = [];
    this.#ids = [];
    return packed;
  }

  #append(parts: readonly Uint8Array[]): void {
    let at = this.#length;
    const needed = parts.reduce((sum, { length }) => sum + length, at + 1);
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    for (const part of parts) {
      this.#bytes.set(part, at);
      at += part.length;
    }
    this.#bytes[at] = NEW_LINE;
    this.#ends.push(at + 1);
  }

  async #pack(from: number, to: number): Promise<PackedBatch[]> {
    if (from === to) return [];
    const start = from === 0 ? 0 : this.#ends[from - 1]!;
    const payload = await compress(this.#bytes.subarray(start, this.#ends[to - 1]!), { level: 1 });
    if (this.#size.whole || payload.length <= PAYLOAD_BYTES || to - from === 1) {
      return [{ payload, lines: to - from, ids: this.#ids.slice(from, to) }];
    }
    const middle = (from + to) >> 1;
    return [...(await this.#pack(from, middle)), ...(await this.#pack(middle, to))];
  }
}
