import { AbsenceFilter } from './absence-filter.ts';
import { HashRuns } from './hash-runs.ts';
import { HashTable, WORDS } from './hash-table.ts';
import { KeyedHash } from './keyed-hash.ts';

const SMALLEST_BITS = 12;
/** Keys that an expected one may need of the table, so that it need not grow: it is full at three quarters. */
const ROOM = 1.5;
/** 2^21 slots of 16 bytes: 32 MB, and as much again while it doubles for the last time. */
const LARGEST_BITS = 21;

/**
 * The keys of one database that SCAN has given already: it may give a key twice, and a file with a key twice does not
 * load. Keys are told apart by 128-bit hashes under a random secret: two different keys among a billion are taken for
 * one with a chance below 10^-20. Beyond what fits in memory, sorted runs on disk are asked; a filter spares most of
 * these look-ups and decides nothing.
 */
export class SeenKeys {
  readonly #hash = new KeyedHash();
  readonly #runs: HashRuns;
  readonly #largestBits: number;
  readonly #expectedKeys: number;
  #table: HashTable;
  #filter: AbsenceFilter | null = null;

  constructor(options: { scratch: string; expectedKeys: number; largestBits?: number }) {
    this.#runs = new HashRuns(options.scratch);
    this.#expectedKeys = options.expectedKeys;
    this.#largestBits = options.largestBits ?? LARGEST_BITS;
    const wanted = Math.ceil(Math.log2(options.expectedKeys * ROOM + 1));
    this.#table = new HashTable(Math.min(this.#largestBits, Math.max(SMALLEST_BITS, wanted)));
  }

  /** Remembers the key `bytes[start, end)`; false when it has been seen. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    this.#hash.hash(bytes, start, end);
    const h = this.#hash.words;
    // All zeros mean an empty slot.
    if ((h[0]! | h[1]! | h[2]! | h[3]!) === 0) h[3] = 1;
    let place = this.#table.find(h);
    if (place >= 0) return false;
    if (this.#filter?.maybe(h[1]!, h[2]!, h[3]!) && this.#runs.has(h)) return false;
    if (this.#table.isFull) {
      this.#makeRoom();
      place = this.#table.find(h);
    }
    this.#table.put(~place, h);
    return true;
  }

  /** Frees memory and disk. */
  close(): void {
    this.#runs.close();
    this.#table = new HashTable(1);
    this.#filter = null;
  }

  #makeRoom(): void {
    if (this.#table.bits < this.#largestBits) {
      this.#table.grow();
      return;
    }
    const sorted = this.#table.sorted();
    this.#filter ??= new AbsenceFilter(this.#expectedKeys);
    for (let at = 0; at < sorted.length; at += WORDS)
      this.#filter.add(sorted[at + 1]!, sorted[at + 2]!, sorted[at + 3]!);
    this.#runs.add(sorted);
    this.#table.clear();
  }
}
