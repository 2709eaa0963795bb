import { randomBytes } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { FrameScanner } from './frame-scanner.ts';

const checksum = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
const frames = [
  zstdCompressSync(Buffer.from('')),
  zstdCompressSync(Buffer.from('one byte more than none')),
  zstdCompressSync(Buffer.alloc(1_000_000, 'run'), checksum),
  zstdCompressSync(Buffer.alloc(300_000, 0)),
  zstdCompressSync(randomBytes(300_000), checksum),
  Buffer.concat([Buffer.from('5a2a4d1803000000', 'hex'), Buffer.from('abc')]),
  zstdCompressSync(randomBytes(40).toString('hex')),
];
const file = Buffer.concat(frames);
const ends = frames.map((_, index) => Buffer.concat(frames.slice(0, index + 1)).length);

const scanInPieces = (bytes: Buffer, size: number): { ends: number[]; scanner: FrameScanner } => {
  const scanner = new FrameScanner();
  const found: number[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    const piece = bytes.subarray(start, start + size);
    for (let at = 0; at < piece.length; ) {
      const scanned = scanner.scan(piece, at);
      at = scanned.to;
      if (scanned.ended) found.push(start + at);
    }
  }
  return { ends: found, scanner };
};

it.each([1, 2, 3, 7, 1000, 65_536, file.length])(
  'finds the end of every frame in chunks of %d bytes',
  (size) => {
    const { ends: found, scanner } = scanInPieces(file, size);
    expect(found).toEqual(ends);
    expect(scanner.between).toBe(true);
    expect(scanner.offset).toBe(file.length);
  },
);

it('knows at every cut whether a frame is complete', () => {
  const small = Buffer.concat([frames[1]!, frames[6]!]);
  for (let length = 1; length < small.length; length += 1) {
    expect(scanInPieces(small.subarray(0, length), 5).scanner.between).toBe(length === frames[1]!.length);
  }
});

it('refuses what is no frame, with its offset', () => {
  const trailing = Buffer.concat([frames[1]!, Buffer.from('rest')]);
  expect(() => scanInPieces(Buffer.from('REDIS0010'), 4)).toThrow(
    expect.objectContaining({ code: 'malformed', offset: 0 }),
  );
  expect(() => scanInPieces(trailing, 1)).toThrow(
    expect.objectContaining({ code: 'malformed', offset: frames[1]!.length }),
  );
});
