import { ScratchFile } from './scratch-file.ts';

/** Key and value, 64 bits each, as four words of 32. */
const WORDS = 4;
const RECORD_BYTES = 16;
const FIRST_SLOTS = 1 << 12;
/** 64 MiB: what is more goes to the disk. */
const MOST_SLOTS = 1 << 22;
const LOAD = 0.6;
/** Slots of one look at the disk. */
const BLOCK_SLOTS = 16;

const slotOf = (high: number, low: number, mask: number): number => {
  let h = Math.imul(low ^ (low >>> 16), 0x7feb352d);
  h = Math.imul((h ^ (h >>> 15)) + high, 0x846ca68b);
  return (h ^ (h >>> 16)) & mask;
};

/**
 * From 64-bit keys to 64-bit values, in at most 64 MiB of memory whatever their number: a full table is written to a
 * temporary file as it is, and a look-up reads a block of each of them (decision 0007 says why).
 */
export class IdTable {
  /** Of the last `get` that found something. */
  valueHigh = 0;
  valueLow = 0;
  #slots = FIRST_SLOTS;
  #words = new Int32Array(FIRST_SLOTS * WORDS);
  #used = 0;
  #size = 0;
  readonly #mostSlots: number;
  readonly #file: ScratchFile;
  /** Where each full table begins in the file. */
  readonly #tables: number[] = [];
  readonly #block = new Int32Array(BLOCK_SLOTS * WORDS);
  readonly #blockBytes = new Uint8Array(this.#block.buffer);
  /** Two zeros mark a free slot, so this key stands apart. */
  #zero: { high: number; low: number } | null = null;

  constructor(folder: string, mostSlots = MOST_SLOTS) {
    this.#file = new ScratchFile(folder);
    this.#mostSlots = mostSlots;
  }

  get size(): number {
    return this.#size;
  }

  /** False where the key is there already: its value stays. */
  add(high: number, low: number, valueHigh = 0, valueLow = 0): boolean {
    if (this.get(high, low)) return false;
    this.#size += 1;
    if ((high | low) === 0) {
      this.#zero = { high: valueHigh, low: valueLow };
      return true;
    }
    if (this.#used >= this.#slots * LOAD) this.#makeRoom();
    this.#put(high | 0, low | 0, valueHigh | 0, valueLow | 0);
    return true;
  }

  get(high: number, low: number): boolean {
    if ((high | low) === 0) {
      if (this.#zero !== null) this.#found(this.#zero.high, this.#zero.low);
      return this.#zero !== null;
    }
    const h = high | 0;
    const l = low | 0;
    const words = this.#words;
    for (let slot = slotOf(h, l, this.#slots - 1); ; slot = (slot + 1) & (this.#slots - 1)) {
      const at = slot * WORDS;
      if (words[at] === h && words[at + 1] === l) {
        this.#found(words[at + 2]!, words[at + 3]!);
        return true;
      }
      if (words[at] === 0 && words[at + 1] === 0) break;
    }
    return this.#tables.some((start) => this.#isIn(start, h, l));
  }

  close(): void {
    this.#file.close();
  }

  #found(high: number, low: number): void {
    this.valueHigh = high;
    this.valueLow = low;
  }

  #put(high: number, low: number, valueHigh: number, valueLow: number): void {
    const words = this.#words;
    let slot = slotOf(high, low, this.#slots - 1);
    while (words[slot * WORDS] !== 0 || words[slot * WORDS + 1] !== 0) slot = (slot + 1) & (this.#slots - 1);
    words.set([high, low, valueHigh, valueLow], slot * WORDS);
    this.#used += 1;
  }

  #makeRoom(): void {
    if (this.#slots >= this.#mostSlots) {
      const words = this.#words;
      this.#tables.push(this.#file.append(new Uint8Array(words.buffer, words.byteOffset, words.byteLength)));
      words.fill(0);
      this.#used = 0;
      return;
    }
    const old = this.#words;
    this.#slots *= 2;
    this.#words = new Int32Array(this.#slots * WORDS);
    this.#used = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at] !== 0 || old[at + 1] !== 0) {
        this.#put(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!);
      }
    }
  }

  /** A full table has as many slots as the one in memory. */
  #isIn(start: number, high: number, low: number): boolean {
    let slot = slotOf(high, low, this.#slots - 1);
    for (;;) {
      const from = Math.floor(slot / BLOCK_SLOTS) * BLOCK_SLOTS;
      this.#file.read(this.#blockBytes, start + from * RECORD_BYTES);
      for (; slot < from + BLOCK_SLOTS; slot += 1) {
        const at = (slot - from) * WORDS;
        if (this.#block[at] === high && this.#block[at + 1] === low) {
          this.#found(this.#block[at + 2]!, this.#block[at + 3]!);
          return true;
        }
        if (this.#block[at] === 0 && this.#block[at + 1] === 0) return false;
      }
      slot &= this.#slots - 1;
    }
  }
}
