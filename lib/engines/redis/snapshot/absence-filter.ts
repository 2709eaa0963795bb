/** Words of a block: 64 bytes, one line of the processor's cache. */
const BLOCK = 16;
const MIN_BYTES = 1 << 20;
const MAX_BYTES = 64 << 20;
const BITS_A_KEY = 12;

/**
 * Says for certain that a hash was never added, so that the disk need not be asked; when it says `maybe`, the disk
 * decides. It never drops a key by itself. A blocked Bloom filter (Putze, Sanders, Singler 2007).
 */
export class AbsenceFilter {
  readonly #words: Uint32Array;
  readonly #blocks: number;

  constructor(expectedKeys: number) {
    const bytes = Math.min(MAX_BYTES, Math.max(MIN_BYTES, (expectedKeys * BITS_A_KEY) / 8));
    this.#blocks = Math.ceil(bytes / 4 / BLOCK);
    this.#words = new Uint32Array(this.#blocks * BLOCK);
  }

  add(h1: number, h2: number, h3: number): void {
    const base = this.#base(h2);
    for (let i = 0; i < 27; i += 9) {
      this.#set(base, h3 >>> i);
      this.#set(base, h1 >>> i);
    }
  }

  maybe(h1: number, h2: number, h3: number): boolean {
    const base = this.#base(h2);
    for (let i = 0; i < 27; i += 9) {
      if (!this.#has(base, h3 >>> i) || !this.#has(base, h1 >>> i)) return false;
    }
    return true;
  }

  #base(h2: number): number {
    return Math.floor(((h2 >>> 0) * this.#blocks) / 2 ** 32) * BLOCK;
  }

  #set(base: number, bits: number): void {
    this.#words[base + ((bits >>> 5) & 15)]! |= 1 << (bits & 31);
  }

  #has(base: number, bits: number): boolean {
    return (this.#words[base + ((bits >>> 5) & 15)]! & (1 << (bits & 31))) !== 0;
  }
}
