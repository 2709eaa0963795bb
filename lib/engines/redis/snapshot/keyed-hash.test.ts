import { describe, expect, it } from 'vitest';
import { KeyedHash } from './keyed-hash.ts';

const KEY = Buffer.alloc(16);
[0x833d3433, 0x009f389f, 0x2398e64f, 0x417acf39].forEach((word, i) => {
  KEY.writeUInt32LE(word, 4 * i);
});

/** Published vectors of Chaskey-12: the message is the bytes 0, 1, 2, … of that length. */
const VECTORS: [length: number, words: number[]][] = [
  [0, [0x43cb1f41, 0x51eba0c2, 0xff0a8ac3, 0x7ee3f642]],
  [1, [0xf9ac2067, 0x9c35a846, 0x441aad3d, 0x777b7330]],
  [2, [0x57da70c5, 0x2a873cb0, 0x19ee8b2a, 0x165cd82e]],
  [15, [0x03cfb44b, 0x283c8163, 0xfca71448, 0xc40a0aea]],
  [16, [0x5dd0e2a9, 0xfb5eac8c, 0x633a392e, 0x500c36f3]],
  [17, [0x8b5f6d5a, 0x202314f6, 0x22092368, 0x9639e606]],
  [31, [0x1d3d30b1, 0x01d74fca, 0x3b2eb54c, 0xd8cd36b4]],
  [32, [0x77962784, 0x07c647fa, 0xdd752c0f, 0xd2f5a799]],
  [48, [0xf36e748b, 0x8f34677f, 0x1e00ba1b, 0xdd7da46d]],
  [63, [0x2dd072e1, 0x42b89efe, 0xfb26b615, 0x049aa451]],
];

describe('KeyedHash', () => {
  it.each(VECTORS)('gives the published value for %i bytes', (length, words) => {
    const hash = new KeyedHash(KEY);
    const message = Buffer.from(Array.from({ length: length + 3 }, (_, i) => i - 3));
    hash.hash(message, 3, length + 3);
    expect(Array.from(hash.words, (word) => word >>> 0)).toEqual(words);
  });

  it('has another secret each time', () => {
    const hashes = [new KeyedHash(), new KeyedHash()].map((hash) => {
      hash.hash(Buffer.from('key'), 0, 3);
      return hash.words.join();
    });
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});
