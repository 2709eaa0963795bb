import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LzfStream, lzfDecompress } from './lzf.ts';

/** A plain compressor for tests: looks for the longest copy within 8 KiB, as LibLZF writes it. */
const compress = (plain: Uint8Array): Buffer => {
  const out: number[] = [];
  let literals: number[] = [];
  const flush = () => {
    for (let from = 0; from < literals.length; from += 32) {
      const run = literals.slice(from, from + 32);
      out.push(run.length - 1, ...run);
    }
    literals = [];
  };
  const last = new Map<number, number>();
  for (let at = 0; at < plain.length; ) {
    const key = plain[at]! | (plain[at + 1]! << 8) | (plain[at + 2]! << 16);
    const from = at + 2 < plain.length ? last.get(key) : undefined;
    last.set(key, at);
    const distance = from === undefined ? 0 : at - from;
    if (from === undefined || distance > 8192) {
      literals.push(plain[at]!);
      at += 1;
      continue;
    }
    let length = 3;
    while (length < 264 && at + length < plain.length && plain[from + length] === plain[at + length])
      length += 1;
    flush();
    const high = (distance - 1) >> 8;
    if (length < 9) out.push(((length - 2) << 5) | high);
    else out.push((7 << 5) | high, length - 9);
    out.push((distance - 1) & 255);
    at += length;
  }
  flush();
  return Buffer.from(out);
};

const expandInPieces = (
  source: Uint8Array,
  length: number,
  cut: number,
): { plain: Buffer; pieces: number[] } => {
  const pieces: Uint8Array[] = [];
  const stream = new LzfStream(length, (piece) => pieces.push(piece));
  for (let from = 0; from < source.length; from += cut) {
    const chunk = Uint8Array.from(source.subarray(from, from + cut));
    stream.write(chunk);
    chunk.fill(0);
  }
  stream.end();
  return { plain: Buffer.concat(pieces), pieces: pieces.map((piece) => piece.length) };
};

/** Bytes with repetition, near and far. */
const repetitive = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 60 })), {
    maxLength: 30,
  })
  .map((parts) =>
    Buffer.concat(parts.flatMap(([bytes, times]) => Array.from({ length: times }, () => bytes))),
  );

describe('lzf', () => {
  it('expands what LibLZF wrote', () => {
    // DUMP of a Redis string of 102 times `a`.
    const source = Buffer.from([1, 97, 97, 0xe0, 91, 0]);
    expect(Buffer.from(lzfDecompress(source, 102)).toString()).toBe('a'.repeat(102));
    expect(expandInPieces(source, 102, 1).plain.toString()).toBe('a'.repeat(102));
  });

  it('expands any block, whole and in any pieces', () => {
    fc.assert(
      fc.property(repetitive, fc.integer({ min: 1, max: 500 }), (plain, cut) => {
        const source = compress(plain);
        expect(Buffer.from(lzfDecompress(source, plain.length)).equals(plain)).toBe(true);
        expect(expandInPieces(source, plain.length, cut).plain.equals(plain)).toBe(true);
      }),
    );
  });

  it('keeps the history of 8 KiB over many pieces of bounded size', () => {
    const block = Buffer.from(Array.from({ length: 8000 }, (_, index) => (index * index * 31) >> 5));
    const plain = Buffer.concat(
      Array.from({ length: 60 }, (_, turn) => (turn % 7 === 3 ? Buffer.alloc(300, 9) : block)),
    );
    const { plain: expanded, pieces } = expandInPieces(compress(plain), plain.length, 777);
    expect(expanded.equals(plain)).toBe(true);
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(72 * 1024);
  });

  const damages: [string, number[], number][] = [
    ['fewer bytes than announced', [1, 97, 97], 3],
    ['more bytes than announced', [1, 97, 97], 1],
    ['literals that are missing', [5, 97], 6],
    ['a copy without its distance', [1, 97, 97, 0x20], 5],
    ['a long copy without its length', [1, 97, 97, 0xe0], 20],
    ['a copy from before the beginning', [1, 97, 97, 0x20, 2], 5],
    ['an absurd length', [1, 97, 97], 10_000_000_000],
  ];
  it.each(damages)('refuses %s', (_, source, length) => {
    expect(() => lzfDecompress(Buffer.from(source), length)).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
    for (const cut of [1, 100])
      expect(() => expandInPieces(Buffer.from(source), length, cut)).toThrow(
        expect.objectContaining({ code: 'malformed' }),
      );
  });

  it('never writes beyond its bounds, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(3000), (source, length) => {
        const outcome = (expand: () => Uint8Array): string => {
          try {
            return Buffer.from(expand()).toString('hex');
          } catch (error) {
            return (error as { code: string }).code;
          }
        };
        const whole = outcome(() => lzfDecompress(source, length));
        expect(outcome(() => expandInPieces(source, length, 3).plain)).toBe(whole);
      }),
      { numRuns: 500 },
    );
  });
});
