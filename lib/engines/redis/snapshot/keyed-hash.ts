import { randomBytes } from 'node:crypto';

const ROUNDS = 12;

const double = (k: Int32Array): Int32Array =>
  Int32Array.of(
    (k[0]! << 1) ^ (k[3]! < 0 ? 0x87 : 0),
    (k[1]! << 1) | (k[0]! >>> 31),
    (k[2]! << 1) | (k[1]! >>> 31),
    (k[3]! << 1) | (k[2]! >>> 31),
  );

/**
 * Chaskey-12, a message authentication code made of 32-bit additions, rotations and exclusive ors, which JavaScript does
 * well: 128 bits under a secret key, so that nobody can choose key names that collide. ISO/IEC 29192-6; Mouha et al.,
 * "Chaskey: An Efficient MAC Algorithm for 32-bit Microcontrollers".
 */
export class KeyedHash {
  /** The four words of the last hash. */
  readonly words = new Int32Array(4);
  readonly #key: Int32Array;
  /** For a last block that is full, and for one that is not. */
  readonly #full: Int32Array;
  readonly #padded: Int32Array;
  readonly #block = new Int32Array(4);

  /** Sixteen bytes; random when left out. */
  constructor(key: Uint8Array = randomBytes(16)) {
    const view = new DataView(key.buffer, key.byteOffset, 16);
    this.#key = Int32Array.from([0, 4, 8, 12], (at) => view.getInt32(at, true));
    this.#full = double(this.#key);
    this.#padded = double(this.#full);
  }

  /** Hashes `bytes[start, end)` into `words`. */
  hash(bytes: Uint8Array, start: number, end: number): void {
    const [k0, k1, k2, k3] = this.#key as unknown as [number, number, number, number];
    let v0 = k0;
    let v1 = k1;
    let v2 = k2;
    let v3 = k3;
    let at = start;
    for (;;) {
      const left = end - at;
      const isLast = left <= 16;
      if (left >= 16) {
        v0 ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
        v1 ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
        v2 ^= bytes[at + 8]! | (bytes[at + 9]! << 8) | (bytes[at + 10]! << 16) | (bytes[at + 11]! << 24);
        v3 ^= bytes[at + 12]! | (bytes[at + 13]! << 8) | (bytes[at + 14]! << 16) | (bytes[at + 15]! << 24);
      } else {
        const block = this.#pad(bytes, at, end);
        v0 ^= block[0]!;
        v1 ^= block[1]!;
        v2 ^= block[2]!;
        v3 ^= block[3]!;
      }
      const last = left === 16 ? this.#full : this.#padded;
      if (isLast) {
        v0 ^= last[0]!;
        v1 ^= last[1]!;
        v2 ^= last[2]!;
        v3 ^= last[3]!;
      }
      for (let round = 0; round < ROUNDS; round += 1) {
        v0 = (v0 + v1) | 0;
        v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
        v0 = (v0 << 16) | (v0 >>> 16);
        v2 = (v2 + v3) | 0;
        v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
        v0 = (v0 + v3) | 0;
        v3 = ((v3 << 13) | (v3 >>> 19)) ^ v0;
        v2 = (v2 + v1) | 0;
        v1 = ((v1 << 7) | (v1 >>> 25)) ^ v2;
        v2 = (v2 << 16) | (v2 >>> 16);
      }
      if (isLast) {
        this.words[0] = v0 ^ last[0]!;
        this.words[1] = v1 ^ last[1]!;
        this.words[2] = v2 ^ last[2]!;
        this.words[3] = v3 ^ last[3]!;
        return;
      }
      at += 16;
    }
  }

  /** A last block of fewer than sixteen bytes: a single bit behind them, then zeros. */
  #pad(bytes: Uint8Array, at: number, end: number): Int32Array {
    const block = this.#block;
    block.fill(0);
    const length = end - at;
    for (let i = 0; i < length; i += 1) block[i >> 2]! |= bytes[at + i]! << ((i & 3) << 3);
    block[length >> 2]! |= 1 << ((length & 3) << 3);
    return block;
  }
}
