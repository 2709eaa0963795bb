import { describe, expect, it } from 'vitest';
import type { PieceSink } from './piece-sink.ts';
import { ValueFeed } from './value-steps.ts';

const short = (text: string | Buffer): Buffer => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
const long64 = (value: bigint): Buffer => {
  const out = Buffer.alloc(8);
  out.writeBigInt64LE(value);
  return out;
};
const double = (value: number): Buffer => {
  const out = Buffer.alloc(8);
  out.writeDoubleLE(value);
  return out;
};
const bytes = (...parts: (number | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : part)));

/** Writes down what it is given, and that the announced lengths are true. */
class Listener implements PieceSink {
  readonly heard: string[] = [];
  #text = '';
  #length = 0;
  begin(length: number): void {
    this.#text = '';
    this.#length = length;
  }
  piece(chunk: Uint8Array, start: number, end: number): void {
    this.#text += Buffer.from(chunk.subarray(start, end)).toString('latin1');
  }
  end(): void {
    expect(this.#text.length).toBe(this.#length);
    this.heard.push(this.#text);
  }
  score(text: string): void {
    this.heard.push(`score ${text}`);
  }
  fieldExpiry(at: number): void {
    this.heard.push(`expires ${at}`);
  }
}

const hear = (type: number, value: Buffer, segment: number): string[] => {
  const listener = new Listener();
  const feed = new ValueFeed(type, listener);
  for (let at = 0; at < value.length; at += segment) {
    feed.write(value, at, Math.min(value.length, at + segment));
  }
  feed.end();
  return listener.heard;
};

/** `ab`, 0, -1, 4095, -32768, 2^23 - 1, -2^31, -2^63 and a string of 70 bytes, as listpack and as ziplist entries. */
const NUMBERS = ['0', '-1', '4095', '-32768', '8388607', '-2147483648', '-9223372036854775808'];
const LONG = 'l'.repeat(70);
const listpack = (() => {
  const entries = [
    bytes(0x82, Buffer.from('ab'), 3),
    bytes(0x00, 1),
    bytes(0xdf, 0xff, 2),
    bytes(0xcf, 0xff, 2),
    bytes(0xf1, 0x00, 0x80, 3),
    bytes(0xf2, 0xff, 0xff, 0x7f, 4),
    bytes(0xf3, 0x00, 0x00, 0x00, 0x80, 5),
    bytes(0xf4, long64(-9223372036854775808n), 9),
    bytes(0xe0, 70, Buffer.from(LONG), 72),
  ];
  const body = Buffer.concat(entries);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(body.length + 7, 0);
  head.writeUInt16LE(entries.length, 4);
  return bytes(head, body, 0xff);
})();
const ziplist = (() => {
  const entries = [
    bytes(0x02, Buffer.from('ab')),
    bytes(0xf1),
    bytes(0xfe, 0xff),
    bytes(0xc0, 0xff, 0x0f),
    bytes(0xc0, 0x00, 0x80),
    bytes(0xf0, 0xff, 0xff, 0x7f),
    bytes(0xd0, 0x00, 0x00, 0x00, 0x80),
    bytes(0xe0, long64(-9223372036854775808n)),
    bytes(0x40, 70, Buffer.from(LONG)),
  ];
  const body = Buffer.concat(
    entries.flatMap((entry, i) => [Buffer.of(i === 0 ? 0 : entries[i - 1]!.length + 1), entry]),
  );
  return bytes(Buffer.alloc(10), body, 0xff);
})();

const CASES: [string, number, Buffer, string[]][] = [
  ['a string', 0, short('plain'), ['plain']],
  ['an empty string', 0, short(''), ['']],
  ['an integer', 0, bytes(0xc1, 0x39, 0x30), ['12345']],
  ['a negative integer', 0, bytes(0xc2, 0xff, 0xff, 0xff, 0xff), ['-1']],
  ['a compressed string', 0, bytes(0xc3, 5, 10, 0x00, 0x61, 0xe0, 0x00, 0x00), ['aaaaaaaaaa']],
  ['a list', 1, bytes(2, short('a'), 0xc0, 7), ['a', '7']],
  ['a set', 2, bytes(0x40, 2, short('a'), short('b')), ['a', 'b']],
  [
    'a sorted set with scores as text',
    3,
    bytes(4, short('a'), short('1.5'), short('b'), 253, short('c'), 254, short('d'), 255),
    ['a', 'score 1.5', 'b', 'score nan', 'c', 'score inf', 'd', 'score -inf'],
  ],
  ['a hash', 4, bytes(1, short('f'), short('v')), ['f', 'v']],
  [
    'a sorted set',
    5,
    bytes(
      0x80,
      0,
      0,
      0,
      4,
      short('a'),
      double(0.1),
      short('b'),
      double(-0),
      short('c'),
      double(1e300),
      short('d'),
      double(Number.NEGATIVE_INFINITY),
    ),
    ['a', 'score 0.1', 'b', 'score -0', 'c', 'score 1e+300', 'd', 'score -inf'],
  ],
  ['a list of ziplists', 14, bytes(1, bytes(0x40, ziplist.length), ziplist), ['ab', ...NUMBERS, LONG]],
  [
    'a list of listpacks and a large element',
    18,
    bytes(2, 2, bytes(0x40, listpack.length), listpack, 1, short('large')),
    ['ab', ...NUMBERS, LONG, 'large'],
  ],
  [
    'a Valkey hash with expiries',
    22,
    bytes(2, short('f'), short('v'), long64(-1n), short('g'), short('w'), long64(1700000000123n)),
    ['f', 'v', 'g', 'w', 'expires 1700000000123'],
  ],
  [
    'a Redis hash with expiries',
    24,
    bytes(
      long64(1700000000000n),
      3,
      1,
      short('f'),
      short('v'),
      0,
      short('g'),
      short('w'),
      0x40,
      124,
      short('h'),
      short('x'),
    ),
    ['f', 'v', 'expires 1700000000000', 'g', 'w', 'h', 'x', 'expires 1700000000123'],
  ],
  ['an empty collection', 4, bytes(0), []],
];

describe.each([1, 2, 7, 1000])('in segments of %d bytes', (segment) => {
  it.each(CASES)('takes %s apart', (_what, type, value, heard) =>
    expect(hear(type, value, segment)).toEqual(heard),
  );
});

describe('damage', () => {
  it.each<[string, number, Buffer, RegExp]>([
    ['a value that ends early', 4, bytes(2, short('f'), short('v')), /ends before its last element/],
    ['bytes behind a value', 2, bytes(1, short('a'), 0), /bytes behind its last element/],
    ['an unknown length', 0, bytes(0x90), /unknown length byte 144/],
    [
      'an encoded string in place of a count',
      2,
      bytes(0xc0, 1),
      /an encoded string where a length must stand/,
    ],
    [
      'a listpack without an end',
      18,
      bytes(1, 2, short(bytes(Buffer.alloc(6), 0x81, 0x61, 2))),
      /no end mark/,
    ],
    [
      'a listpack whose element is too long',
      18,
      bytes(1, 2, short(bytes(Buffer.alloc(6), 0xbf, 0x61))),
      /runs past its end/,
    ],
    [
      'a ziplist with an unknown entry',
      14,
      bytes(1, short(bytes(Buffer.alloc(10), 0, 0xff, 0xff))),
      /unknown encoding 255/,
    ],
    [
      'a node of impossible size',
      18,
      bytes(1, 2, 0x80, 0x7f, 0xff, 0xff, 0xff),
      /a node of 2147483647 bytes/,
    ],
  ])('is told: %s', (_what, type, value, words) => {
    expect(() => hear(type, value, 3)).toThrow(words);
  });
});
