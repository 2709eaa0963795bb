import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { RdbParser } from '../rdb-parser.ts';
import {
  ALL_VERSIONS,
  fileOf,
  type GeneratedFile,
  join,
  length,
  smallFiles,
  text,
} from './generated-files.fixture.ts';

/** The words for which a file may be refused. */
const REFUSALS = new Set(['malformed', 'truncated', 'unknown-type', 'unsupported-version', 'checksum']);

const read = (file: Buffer, chunk: (at: number) => number = () => file.length): RdbFacts => {
  const parser = new RdbParser();
  for (let at = 0; at < file.length; ) {
    const end = Math.min(file.length, at + chunk(at));
    parser.write(file.subarray(at, end));
    at = end;
  }
  return parser.end();
};

/** null: accepted. Whatever else is thrown than an error for people fails the test. */
const refusal = (file: Buffer, chunk?: (at: number) => number): string | null => {
  try {
    read(file, chunk);
    return null;
  } catch (error) {
    if (!(error instanceof AmberError) || !REFUSALS.has(error.code)) throw error;
    // Of a wrong checksum and bytes behind it, the cut decides which is seen first.
    return error.code === 'checksum' ? 'malformed' : error.code;
  }
};

const countsOf = (facts: RdbFacts) => ({
  keys: facts.databases[0]?.keys,
  expires: facts.databases[0]?.expires,
  types: facts.typeCodes,
});
const expected = ({ keys, expires, types }: GeneratedFile) => ({ keys, expires, types });

const FILES = [...ALL_VERSIONS.map(([magic, version]) => fileOf(magic, version)), ...smallFiles()];
const named = FILES.map((file) => [file.name, file] as const);

describe('a file that no code of ours wrote', () => {
  it.each(named)('%s is read whole, however it is cut', (_, file) => {
    expect(countsOf(read(file.bytes))).toEqual(expected(file));
    for (const size of [1, 2, 3, 7, 64])
      expect(countsOf(read(file.bytes, () => size))).toEqual(expected(file));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 50 }), (sizes) => {
        let turn = 0;
        const cut = () => sizes[turn++ % sizes.length]!;
        expect(countsOf(read(file.bytes, cut))).toEqual(expected(file));
      }),
      { numRuns: 20 },
    );
  });

  it.each(smallFiles().map((file) => [file.name, file] as const))(
    '%s is truncated when it ends at any byte before its last',
    (_, file) => {
      for (let end = 0; end < file.bytes.length; end += 1) {
        const cut = file.bytes.subarray(0, end);
        expect(refusal(cut)).toBe('truncated');
        expect(refusal(cut, () => 5)).toBe('truncated');
      }
    },
  );
});

describe('a bit turned over', () => {
  it.each(smallFiles().map((file) => [file.name, file] as const))(
    'in %s gives a file or a refusal, the same for every cut',
    (_, { bytes }) => {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const whole = refusal(flipped);
        expect(refusal(flipped, () => 1)).toBe(whole);
        expect(refusal(flipped, () => 11)).toBe(whole);
      }
    },
  );
});

const LIMITS = [6, 14, 31, 32, 40, 53, 63].flatMap((bits) => [2n ** BigInt(bits) - 1n, 2n ** BigInt(bits)]);
const AT_LIMITS = [...LIMITS, 2n ** 64n - 1n];

/** What a length may stand for, `there` bytes of 0 behind it; the type byte comes first. */
const PLACES: Record<string, (size: Buffer) => Buffer> = {
  'a key': (size) => join(0, size),
  'a string': (size) => join(0, text('k'), size),
  'the elements of a list': (size) => join(1, text('k'), size),
  'the pairs of a hash': (size) => join(4, text('k'), size),
  'the members of a sorted set': (size) => join(5, text('k'), size),
  'the nodes of a quicklist': (size) => join(18, text('k'), size),
  'the nodes of a stream': (size) => join(21, text('k'), size),
  'the groups of a stream': (size) => join(21, text('k'), 0, Buffer.alloc(8), size),
  'the pending entries of a group': (size) => join(21, text('k'), 0, Buffer.alloc(8), 1, 0, 0, 0, 0, size),
  'the consumers of a group': (size) => join(21, text('k'), 0, Buffer.alloc(8), 1, 0, 0, 0, 0, 0, size),
  'the entries of a consumer': (size) =>
    join(21, text('k'), 0, Buffer.alloc(8), 1, 0, 0, 0, 0, 0, 1, 0, Buffer.alloc(16), size),
  'the fields of a hash with expiry': (size) => join(24, text('k'), Buffer.alloc(8), size),
  'the elements of an array': (size) => join(28, text('k'), size),
  'the index of an element': (size) => join(28, text('k'), 1, 0, size),
  'a module number': (size) => join(7, text('k'), length(0, 64), 2, size),
  'a module string': (size) => join(7, text('k'), length(0, 64), 5, size),
  'a compressed string': (size) => join(0, text('k'), 0xc3, size, length(10)),
  'the length of what is compressed': (size) => join(0, text('k'), 0xc3, length(10), size),
  'the name of an aux field': (size) => join(0xfa, size),
  'the value of an aux field': (size) => join(0xfa, text('n'), size),
  'a function': (size) => join(0xf5, size),
  'a database': (size) => join(0xfe, size),
  'the size of a database': (size) => join(0xfb, size, size),
  'an idle time': (size) => join(0xf8, size),
  'the filters of a bloom filter': (size) => join(33, text('k'), 0, Buffer.alloc(16), 0, 0, 0, size),
  'the pieces of a filter': (size) => join(34, text('k'), 0, Buffer.alloc(16), 0, 0, 0, 1, 0, size),
  'the width of a sketch': (size) => join(35, text('k'), size, length(2)),
  'key metadata': (size) => join(0xf3, size),
};

describe('a length at a limit', () => {
  it.each(Object.entries(PLACES))('of %s is refused, or passed without making room for it', (_, place) => {
    const before = process.memoryUsage().arrayBuffers;
    for (const value of AT_LIMITS) {
      for (const bits of [32, 64] as const) {
        if (bits === 32 && value >= 2n ** 32n) continue;
        const file = join('REDIS0014', place(length(value, bits)), Buffer.alloc(3000));
        const whole = refusal(file);
        // Nothing ends in zeros: it is an error, or there is more to come.
        expect(whole).not.toBeNull();
        expect(refusal(file, () => 13)).toBe(whole);
      }
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 2 ** 20);
  });
});

describe('anything else', () => {
  it('that begins as an RDB file is accepted or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('REDIS0001', 'REDIS0009', 'REDIS0014', 'VALKEY080'),
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        (head, tail, size) => {
          const file = join(head, Buffer.from(tail));
          expect(refusal(file, () => size)).toBe(refusal(file));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('made of the right pieces in the wrong order is accepted or refused', () => {
    const pieces = [
      ...[0xfa, 0xf5, 0xfe, 0xfb, 0xfc, 0xfd, 0xf8, 0xf9, 0xf7, 0xf4, 0xf3, 0xdc, 0xff].map((code) =>
        Buffer.of(code),
      ),
      ...smallFiles().map(({ bytes }) => bytes.subarray(11, bytes.length - 9)),
      ...[
        text('a'),
        text(''),
        length(2 ** 40),
        length(1, 64),
        Buffer.alloc(8),
        Buffer.of(0xc3, 1, 88),
        Buffer.of(0xc1),
      ],
    ];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: pieces.length - 1 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (order, size) => {
          const file = join('REDIS0014', ...order.map((index) => pieces[index]!), 0xff, Buffer.alloc(8));
          expect(refusal(file, () => size)).toBe(refusal(file));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
