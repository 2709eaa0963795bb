/** Words of one hash. */
export const WORDS = 4;
/** Slots behind the last one, so that probing never wraps around: the table stays nearly sorted. */
const SLACK = 4096;
const FULL = 0.75;

/**
 * Open addressing over 128-bit hashes, sixteen bytes a slot. The slot is the hash's leading bits, so reading the table
 * from front to back gives the hashes almost in order. A hash of all zeros cannot be held: callers avoid it.
 */
export class HashTable {
  #slots: Uint32Array;
  #bits: number;
  count = 0;

  /** 2^bits slots. */
  constructor(bits: number) {
    this.#bits = bits;
    this.#slots = new Uint32Array(((1 << bits) + SLACK) * WORDS);
  }

  get bits(): number {
    return this.#bits;
  }

  get isFull(): boolean {
    return this.count >= FULL * (1 << this.#bits);
  }

  /** The offset of the hash, or the complement (`~`) of the free place where it belongs. */
  find(h: Int32Array): number {
    const slots = this.#slots;
    const h0 = h[0]! >>> 0;
    const h1 = h[1]! >>> 0;
    const h2 = h[2]! >>> 0;
    const h3 = h[3]! >>> 0;
    let at = (h0 >>> (32 - this.#bits)) * WORDS;
    for (; at < slots.length; at += WORDS) {
      const s0 = slots[at]!;
      const s3 = slots[at + 3]!;
      if (s0 === h0 && s3 === h3 && slots[at + 1] === h1 && slots[at + 2] === h2) return at;
      if (s0 === 0 && s3 === 0 && slots[at + 1] === 0 && slots[at + 2] === 0) return ~at;
    }
    throw new Error('the hashes crowd at the end of the table');
  }

  /** Puts a hash into the free place that `find` gave. */
  put(place: number, h: Int32Array): void {
    this.#slots[place] = h[0]!;
    this.#slots[place + 1] = h[1]!;
    this.#slots[place + 2] = h[2]!;
    this.#slots[place + 3] = h[3]!;
    this.count += 1;
  }

  grow(): void {
    const old = this.#slots;
    this.#bits += 1;
    this.#slots = new Uint32Array(((1 << this.#bits) + SLACK) * WORDS);
    this.count = 0;
    const h = new Int32Array(WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      h[0] = old[at]!;
      h[1] = old[at + 1]!;
      h[2] = old[at + 2]!;
      h[3] = old[at + 3]!;
      if ((h[0]! | h[1]! | h[2]! | h[3]!) !== 0) this.put(~this.find(h), h);
    }
  }

  /** Moves the hashes, sorted, to the front of the table and gives them; `clear` must follow. */
  sorted(): Uint32Array {
    const slots = this.#slots;
    let end = 0;
    for (let at = 0; at < slots.length; at += WORDS) {
      const h0 = slots[at]!;
      const h1 = slots[at + 1]!;
      const h2 = slots[at + 2]!;
      const h3 = slots[at + 3]!;
      if ((h0 | h1 | h2 | h3) === 0) continue;
      // Only neighbours within a run of occupied slots can be out of order: insertion sort is linear here.
      let to = end;
      while (to > 0 && comesAfter(slots, to - WORDS, h0, h1, h2, h3)) {
        slots.copyWithin(to, to - WORDS, to);
        to -= WORDS;
      }
      slots[to] = h0;
      slots[to + 1] = h1;
      slots[to + 2] = h2;
      slots[to + 3] = h3;
      end += WORDS;
    }
    return slots.subarray(0, end);
  }

  clear(): void {
    this.#slots.fill(0);
    this.count = 0;
  }
}

const comesAfter = (
  slots: Uint32Array,
  at: number,
  h0: number,
  h1: number,
  h2: number,
  h3: number,
): boolean => {
  if (slots[at] !== h0) return slots[at]! > h0;
  if (slots[at + 1] !== h1) return slots[at + 1]! > h1;
  if (slots[at + 2] !== h2) return slots[at + 2]! > h2;
  return slots[at + 3]! > h3;
};
