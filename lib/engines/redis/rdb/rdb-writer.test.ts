import { describe, expect, it } from 'vitest';
import { Crc64 } from './crc64.ts';
import { RdbParser } from './rdb-parser.ts';
import {
  auxBytes,
  EXPIRY_BYTES,
  functionBytes,
  lengthBytes,
  RDB_END_BYTES,
  RDB_HEADER_BYTES,
  resizeDbBytes,
  selectDbBytes,
  stringBytes,
  writeAux,
  writeEof,
  writeExpiry,
  writeFunction,
  writeLength,
  writeRdbHeader,
  writeResizeDb,
  writeSelectDb,
  writeString,
} from './rdb-writer.ts';

const written = (size: number, write: (out: Uint8Array, at: number) => number): string => {
  const out = Buffer.alloc(size + 6, 0xee);
  expect(write(out, 3)).toBe(size + 3);
  expect([...out.subarray(0, 3), ...out.subarray(size + 3)]).toEqual(Array(6).fill(0xee));
  return out.subarray(3, size + 3).toString('hex');
};

describe('the pieces of an RDB file', () => {
  it.each([
    [0, '00'],
    [63, '3f'],
    [64, '4040'],
    [16_383, '7fff'],
    [16_384, '8000004000'],
    [4_294_967_295, '80ffffffff'],
    [4_294_967_296, '810000000100000000'],
    [2 ** 53 - 1, '81001fffffffffffff'],
  ])('writes the length %i as %s', (length, hex) => {
    expect(written(lengthBytes(length), (out, at) => writeLength(out, at, length))).toBe(hex);
  });

  it.each([
    ['REDIS', 11, 'REDIS0011'],
    ['REDIS', 9, 'REDIS0009'],
    ['VALKEY', 80, 'VALKEY080'],
  ] as const)('writes the header %s %i', (magic, version, text) => {
    const hex = written(RDB_HEADER_BYTES, (out, at) => writeRdbHeader(out, at, magic, version));
    expect(Buffer.from(hex, 'hex').toString()).toBe(text);
  });

  it.each([
    [1_700_000_000_000n, 'fc0068e5cf8b010000'],
    [-1n, 'fcffffffffffffffff'],
    [0n, 'fc0000000000000000'],
    [2n ** 53n - 1n, 'fcffffffffffff1f00'],
  ])('writes the expiry %i', (time, hex) => {
    expect(written(EXPIRY_BYTES, (out, at) => writeExpiry(out, at, Number(time)))).toBe(hex);
  });

  it('makes a file that the parser reads to its end', () => {
    const key = Buffer.from([0, 255, 7]);
    const code = Buffer.from('#!lua name=ü\n'.repeat(20));
    const size =
      RDB_HEADER_BYTES +
      auxBytes('redis-ver', '7.0.15 ü') +
      functionBytes(code) +
      selectDbBytes(12) +
      resizeDbBytes(1, 100_000);
    const rest = EXPIRY_BYTES + 1 + 2 * stringBytes(key) + RDB_END_BYTES;
    const out = new Uint8Array(size + rest);
    let at = writeRdbHeader(out, 0, 'REDIS', 10);
    at = writeAux(out, at, 'redis-ver', '7.0.15 ü');
    at = writeFunction(out, at, code);
    at = writeSelectDb(out, at, 12);
    at = writeResizeDb(out, at, 1, 100_000);
    expect(at).toBe(size);
    at = writeExpiry(out, at, 1_700_000_000_123);
    out[at] = 0;
    at = writeString(out, writeString(out, at + 1, key), key);
    at = writeEof(out, at);
    const sum = new Crc64();
    sum.update(out, 0, at);
    expect(sum.writeTo(out, at)).toBe(out.length);

    const seen: unknown[] = [];
    const parser = new RdbParser({
      functionLibrary: (library) => seen.push(Buffer.from(library).equals(code)),
      keyBegin: (entry) => seen.push({ ...entry, key: [...entry.key] }),
    });
    parser.write(out);
    expect(parser.end()).toMatchObject({
      rdbVersion: 10,
      checksum: 'ok',
      functions: 1,
      aux: { 'redis-ver': '7.0.15 ü' },
    });
    expect(seen).toEqual([true, { database: 12, key: [0, 255, 7], type: 0, expireAt: 1_700_000_000_123 }]);
  });
});
