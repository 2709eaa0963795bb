import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import { WORDS } from './hash-table.ts';

/** Hashes of one block: what a look-up reads. */
const BLOCK_HASHES = 256;
const HASH_BYTES = 16;
const BLOCK_BYTES = BLOCK_HASHES * HASH_BYTES;

type SortedRun = {
  offset: number;
  count: number /** First word of the first hash of each block. */;
  firsts: Uint32Array;
};

/**
 * Sorted runs of hashes in a file of its own, which has no name any more: a killed process leaves nothing behind. A
 * look-up reads one block of each run.
 */
export class HashRuns {
  readonly #folder: string;
  readonly #runs: SortedRun[] = [];
  readonly #block = new Uint32Array(BLOCK_HASHES * WORDS);
  readonly #blockBytes = new Uint8Array(this.#block.buffer);
  #file: number | null = null;
  #size = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get length(): number {
    return this.#runs.length;
  }

  add(sorted: Uint32Array): void {
    const count = sorted.length / WORDS;
    const firsts = Uint32Array.from(
      { length: Math.ceil(count / BLOCK_HASHES) },
      (_, block) => sorted[block * BLOCK_HASHES * WORDS]!,
    );
    const bytes = new Uint8Array(sorted.buffer, sorted.byteOffset, sorted.byteLength);
    try {
      this.#file ??= openUnnamed(this.#folder);
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(this.#file, bytes, at, Math.min(1 << 20, bytes.length - at), this.#size + at);
      }
    } catch (error) {
      throw scratchError(error);
    }
    this.#runs.push({ offset: this.#size, count, firsts });
    this.#size += bytes.length;
  }

  has(h: Int32Array): boolean {
    return this.#runs.some((run) => this.#isIn(run, h));
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#runs.length = 0;
  }

  #isIn(run: SortedRun, h: Int32Array): boolean {
    const h0 = h[0]! >>> 0;
    // The last block that begins below h0, and those that begin with it: equal first words may cross a border.
    for (let block = Math.max(0, lowerBound(run.firsts, h0) - 1); block < run.firsts.length; block += 1) {
      if (run.firsts[block]! > h0) return false;
      if (this.#blockHas(run, block, h)) return true;
    }
    return false;
  }

  #blockHas(run: SortedRun, block: number, h: Int32Array): boolean {
    const hashes = Math.min(BLOCK_HASHES, run.count - block * BLOCK_HASHES);
    const bytes = hashes * HASH_BYTES;
    const read = readSync(this.#file!, this.#blockBytes, 0, bytes, run.offset + block * BLOCK_BYTES);
    if (read !== bytes)
      throw new AmberError('internal', 'The list of keys already read could not be read back.');
    const words = this.#block;
    for (let at = firstAtLeast(words, hashes, h[0]! >>> 0) * WORDS; at < hashes * WORDS; at += WORDS) {
      if (words[at] !== h[0]! >>> 0) return false;
      if (words[at + 1] === h[1]! >>> 0 && words[at + 2] === h[2]! >>> 0 && words[at + 3] === h[3]! >>> 0)
        return true;
    }
    return false;
  }
}

/** Index of the first element that is not below `value`. */
const lowerBound = (sorted: Uint32Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The same over the first words of hashes. */
const firstAtLeast = (words: Uint32Array, hashes: number, value: number): number => {
  let low = 0;
  let high = hashes;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle * WORDS]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const openUnnamed = (folder: string): number => {
  const path = join(folder, `seen-keys-${randomBytes(8).toString('hex')}`);
  const file = openSync(path, 'wx+', 0o600);
  rmSync(path, { force: true });
  return file;
};

const scratchError = (error: unknown): AmberError =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC'
    ? new AmberError(
        'storage-full',
        'The folder for temporary files is full. A scan of this many keys needs 16 bytes for each.',
        { cause: error },
      )
    : new AmberError('internal', 'The folder for temporary files cannot be written.', { cause: error });
