import { randomBytes } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { decompressFrames } from './decompress-frames.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const plainOf = async (bytes: Buffer, size = 65_536): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decompressFrames(inChunks(bytes, size))) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const compress = (plain: Buffer) =>
  zstdCompressSync(plain, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

const parts = [randomBytes(100_000), Buffer.alloc(3_000_000, 'some text '), Buffer.from('end')];
const plain = Buffer.concat(parts);
const file = Buffer.concat(parts.map(compress));

it.each([13, 65_536, 10_000_000])('reads several frames in chunks of %d bytes', async (size) => {
  expect((await plainOf(file, size)).equals(plain)).toBe(true);
});

it('passes over skippable frames and reads empty ones', async () => {
  const skippable = Buffer.concat([Buffer.from('502a4d1804000000', 'hex'), Buffer.from('note')]);
  const bytes = Buffer.concat([skippable, compress(Buffer.alloc(0)), file, skippable]);
  expect((await plainOf(bytes)).equals(plain)).toBe(true);
});

it('calls a file that ends too early truncated, wherever that is', async () => {
  const small = Buffer.concat([compress(Buffer.from('first')), compress(randomBytes(200))]);
  const boundary = compress(Buffer.from('first')).length;
  for (let length = 0; length < small.length; length += 1) {
    if (length === boundary) continue;
    const failing = plainOf(small.subarray(0, length), 7);
    await expect(failing, `at ${length}`).rejects.toMatchObject({ code: 'truncated', offset: length });
  }
});

it.each([1, 65_536])('calls what follows the last frame damage (chunks of %d bytes)', async (size) => {
  const small = compress(Buffer.from('all there is'));
  const failing = plainOf(Buffer.concat([small, Buffer.from('more')]), size);
  await expect(failing).rejects.toMatchObject({ code: 'malformed', offset: small.length });
});

it('finds a flipped bit anywhere, or it does no harm', async () => {
  const text = Buffer.from('some text that some other text repeats as some text'.repeat(3));
  const small = compress(text);
  for (let at = 0; at < small.length; at += 1) {
    const damaged = Buffer.from(small);
    damaged[at] = damaged[at]! ^ 0x10;
    const outcome = await plainOf(damaged).then(
      (read) => (read.equals(text) ? 'unharmed' : 'wrong'),
      (error: { code: string }) => error.code,
    );
    // Bit 4 of a frame's descriptor means nothing (RFC 8878, 3.1.1.1.1.3).
    expect(at === 4 ? ['unharmed'] : ['malformed', 'truncated'], `byte ${at}`).toContain(outcome);
  }
});

it('closes its source when the reader leaves early', async () => {
  let closed = false;
  async function* source() {
    try {
      for (;;) yield file;
    } finally {
      closed = true;
    }
  }
  for await (const _ of decompressFrames(source())) break;
  expect(closed).toBe(true);
});

it('passes on what its source throws', async () => {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield file.subarray(0, 1000);
    throw new Error('the disk');
  }
  const reading = (async () => {
    for await (const _ of decompressFrames(source()));
  })();
  await expect(reading).rejects.toThrow('the disk');
});
