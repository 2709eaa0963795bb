import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Crc64, crc64 } from './crc64.ts';

/** The definition, one bit at a time. */
const bitwise = (bytes: Uint8Array): string => {
  let sum = 0n;
  for (const byte of bytes) {
    sum ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1n ? (sum >> 1n) ^ 0x95ac9329ac4bc9b5n : sum >> 1n;
  }
  return sum.toString(16).padStart(16, '0');
};
const hex = (littleEndian: Uint8Array): string => Buffer.from(littleEndian).reverse().toString('hex');

describe('Crc64', () => {
  it('gives the check value that Redis tests itself with', () => {
    expect(hex(crc64(Buffer.from('123456789')))).toBe('e9c6d914c4b8d9ca');
  });

  it('starts at zero', () => {
    expect(hex(new Crc64().bytes())).toBe('0000000000000000');
  });

  it('follows the definition for every length around a step', () => {
    const bytes = Uint8Array.from({ length: 70 }, (_, index) => (index * 167 + 13) & 255);
    for (let length = 0; length <= bytes.length; length += 1) {
      expect(hex(crc64(bytes.subarray(0, length)))).toBe(bitwise(bytes.subarray(0, length)));
    }
  });

  it('follows the definition for any bytes in any pieces', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.nat(400), { maxLength: 6 }),
        (bytes, cuts) => {
          const sum = new Crc64();
          const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          let from = 0;
          for (const end of ends) {
            sum.update(bytes, from, end);
            from = end;
          }
          expect(hex(sum.bytes())).toBe(bitwise(bytes));
        },
      ),
    );
  });

  it('takes chunks beyond its window', () => {
    const bytes = Buffer.alloc(1_000_003, 'amber');
    const pieces = new Crc64();
    for (let from = 0; from < bytes.length; from += 4096)
      pieces.update(bytes, from, Math.min(from + 4096, bytes.length));
    expect(hex(crc64(bytes))).toBe(hex(pieces.bytes()));
  });

  it('keeps two sums apart and begins anew', () => {
    const one = new Crc64();
    const other = new Crc64();
    one.update(Buffer.from('1234'));
    other.update(Buffer.from('x'));
    one.update(Buffer.from('56789'));
    expect(hex(one.bytes())).toBe('e9c6d914c4b8d9ca');
    expect(one.equals(crc64(Buffer.from('123456789')))).toBe(true);
    expect(one.equals(crc64(Buffer.from('123456788')))).toBe(false);
    expect(one.equals(new Uint8Array(7))).toBe(false);
    one.reset();
    expect(hex(one.bytes())).toBe('0000000000000000');
  });
});
