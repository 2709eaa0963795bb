import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import { recordFault } from '../../e2e/faults/record-fault.ts';
import { parseIdentities } from './age/age-identities.ts';
import { type ArtefactData, readArtefact, readArtefactRange } from './artefact-reader.ts';
import { ArtefactWriter, type WrittenData } from './artefact-writer.ts';
import { peelLayers } from './peel-layers.ts';
import { FRAME_BYTES } from './zstd/frame-compressor.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const MB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'amber-artefact-'));
const identityFile = join(folder, 'identity.txt');
let recipient = '';
let identities: string[] = [];
beforeAll(async () => {
  execFileSync('age-keygen', ['-o', identityFile], { stdio: 'ignore' });
  const text = await readFile(identityFile, 'utf8');
  recipient = /public key: (age1\S+)/.exec(text)![1]!;
  identities = parseIdentities(text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Compressible and different everywhere. */
const mixed = (bytes: number): Buffer => {
  const text = Buffer.from(Array.from({ length: 2000 }, (_, index) => `key:${index}:value `).join(''));
  const plain = Buffer.alloc(bytes, text);
  for (let at = 0; at + 4096 <= bytes; at += 16_384) randomBytes(4096).copy(plain, at);
  return plain;
};

type Written = { stored: Buffer; data: WrittenData };
const write = async (
  plain: Buffer,
  options: { chunk?: number; recipients?: string[] } = {},
): Promise<Written> => {
  const parts: Buffer[] = [];
  const writer = await ArtefactWriter.create({
    write: async (chunk) => {
      parts.push(Buffer.from(chunk));
    },
    recipients: options.recipients ?? [],
  });
  const size = options.chunk ?? 65_536;
  for (let at = 0; at < plain.length; at += size) await writer.write(plain.subarray(at, at + size));
  const data = await writer.finish();
  return { stored: Buffer.concat(parts), data };
};

async function* slices(bytes: Buffer, size = 1_000_003): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const artefactOf = ({ stored, data }: Written, encrypted: boolean): ArtefactData => ({
  manifest: {
    data: { file: encrypted ? 'data.rdb.zst.age' : 'data.rdb.zst', codec: 'zstd', ...data },
    encryption: encrypted ? { scheme: 'age', keyId: recipient } : null,
  },
  open: (range) => slices(range ? stored.subarray(range.start, range.end + 1) : stored),
  identities,
});
const readAll = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const codeOf = (source: AsyncIterable<Uint8Array>): Promise<string> =>
  readAll(source).then(
    () => 'read',
    (error: unknown) => (error instanceof AmberError ? error.code : `${error}`),
  );

describe.each([false, true])('an artefact (encrypted: %s)', (encrypted) => {
  const options = () => ({ recipients: encrypted ? [recipient] : [] });

  it.each([0, 1, 65_535, 65_536, 65_537, 524_288, 1_000_000])('of %d bytes is read back', async (size) => {
    const plain = mixed(size);
    const written = await write(plain, { ...options(), chunk: 100_001 });
    expect(written.data.plain).toEqual({ bytes: size, sha256: sha256(plain) });
    expect(written.data.stored).toEqual({ bytes: written.stored.length, sha256: sha256(written.stored) });
    expect(written.data.frames).toEqual([{ plain: 0, compressed: 0 }]);
    expect((await readAll(readArtefact(artefactOf(written, encrypted), never))).equals(plain)).toBe(true);
  });

  it('of two frames and a bit is readable from any offset, and by zstd and age alone', async () => {
    const plain = mixed(2 * FRAME_BYTES + 12_345);
    const written = await write(plain, { ...options(), chunk: 3 * MB + 1 });
    const artefact = artefactOf(written, encrypted);
    expect(written.data.frames.map(({ plain: at }) => at)).toEqual([0, FRAME_BYTES, 2 * FRAME_BYTES]);
    expect((await readAll(readArtefact(artefact, never))).equals(plain)).toBe(true);
    const ranges = [
      [0, 0],
      [0, 9],
      [FRAME_BYTES - 5, FRAME_BYTES + 5],
      [FRAME_BYTES, FRAME_BYTES],
      [2 * FRAME_BYTES - 1, plain.length - 1],
      [plain.length - 1, plain.length - 1],
      [100_000, 2 * FRAME_BYTES + 3],
    ] as const;
    for (const [start, end] of ranges) {
      const range = await readAll(readArtefactRange(artefact, { start, end }, never));
      expect(range.equals(plain.subarray(start, end + 1)), `${start}-${end}`).toBe(true);
    }

    const path = join(folder, 'data.rdb.zst');
    writeFileSync(`${path}.age`, written.stored);
    if (encrypted) execFileSync('age', ['-d', '-i', identityFile, '-o', path, `${path}.age`]);
    else writeFileSync(path, written.stored);
    execFileSync('zstd', ['-q', '-t', path]);
    execFileSync('zstd', ['-q', '-d', '-f', path, '-o', `${path}.plain`]);
    expect((await readFile(`${path}.plain`)).equals(plain)).toBe(true);
    const { plain: peeled } = await peelLayers(slices(written.stored), identities);
    expect((await readAll(peeled)).equals(plain)).toBe(true);
  });

  it('rows 14 and 15: is refused after a flip of any one byte, and wherever it is cut', async () => {
    const written = await write(mixed(5000), options());
    const { stored } = written;
    const reads = async (bytes: Buffer) =>
      await codeOf(readArtefact(artefactOf({ ...written, stored: bytes }, encrypted), never));
    expect(await reads(stored)).toBe('read');
    const step = encrypted ? 19 : 3;
    for (let at = 0; at < stored.length; at += step) {
      const flipped = Buffer.from(stored);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      expect(
        ['checksum', 'malformed', 'truncated', 'artefact-mismatch', 'identity-needed'],
        `byte ${at}`,
      ).toContain(await reads(flipped));
      expect(['truncated'], `cut at ${at}`).toContain(await reads(stored.subarray(0, at)));
    }
    expect(await reads(Buffer.concat([stored, Buffer.from('x')]))).toBe('malformed');
    recordFault(import.meta.url, {
      rows: [14, 15],
      injected:
        'A bit turned over in, and a cut at, every third byte of an artefact (every 19th of an encrypted one)',
      times: 2,
      survived: 'Refused each time.',
    });
  });

  it('is refused when sizes, checksums or frames of the manifest are not the data’s', async () => {
    const written = await write(mixed(5000), options());
    const other = sha256(Buffer.from('other'));
    const { plain, stored } = written.data;
    const changes: [Partial<WrittenData>, string][] = [
      [{ plain: { ...plain, sha256: other } }, 'checksum'],
      [{ stored: { ...stored, sha256: other } }, 'checksum'],
      [{ plain: { ...plain, bytes: 5001 } }, 'truncated'],
      [{ plain: { ...plain, bytes: 4999 } }, 'malformed'],
      [{ stored: { ...stored, bytes: stored.bytes + 1 } }, 'truncated'],
      [{ stored: { ...stored, bytes: stored.bytes - 1 } }, 'malformed'],
      [{ frames: [{ plain: 0, compressed: 1 }] }, 'artefact-mismatch'],
    ];
    for (const [change, code] of changes) {
      const changed = { ...written, data: { ...written.data, ...change } };
      expect(await codeOf(readArtefact(artefactOf(changed, encrypted), never))).toBe(code);
    }
  });

  it('stops when it is told to', async () => {
    const written = await write(mixed(3_000_000), options());
    const leaving = new AbortController();
    const reading = (async () => {
      for await (const _ of readArtefact(artefactOf(written, encrypted), leaving.signal)) {
        leaving.abort(new AmberError('cancelled', 'Cancelled.'));
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the writer', () => {
  it('makes its source wait for a slow storage, and holds no more than a few megabytes', async () => {
    let waiting = 0;
    let most = 0;
    const writer = await ArtefactWriter.create({
      write: async (chunk) => {
        waiting -= chunk.length;
        await new Promise((resolve) => setTimeout(resolve, 2));
      },
    });
    for (let megabyte = 0; megabyte < 40; megabyte += 1) {
      const chunk = randomBytes(MB);
      waiting += chunk.length;
      await writer.write(chunk);
      most = Math.max(most, waiting);
    }
    await writer.finish();
    expect(most).toBeLessThan(10 * MB);
  });

  it('throws what the storage threw, from the next write and from finish', async () => {
    const writer = await ArtefactWriter.create({
      write: async () => {
        throw new AmberError('storage-full', 'Full.');
      },
    });
    const writing = (async () => {
      for (let megabyte = 0; megabyte < 40; megabyte += 1) await writer.write(randomBytes(MB));
    })();
    await expect(writing).rejects.toMatchObject({ code: 'storage-full' });
    await expect(writer.finish()).rejects.toMatchObject({ code: 'storage-full' });
    writer.abort();
  });

  it('can be abandoned at any moment', async () => {
    const writer = await ArtefactWriter.create({ write: async () => {} });
    await writer.write(randomBytes(MB));
    writer.abort();
    writer.abort();
    await expect(writer.finish()).rejects.toThrow();
  });

  it('refuses a recipient that is none', async () => {
    for (const wrong of ['age1notakey', 'ssh-ed25519 AAAA', '']) {
      const creating = ArtefactWriter.create({ write: async () => {}, recipients: [wrong] });
      await expect(creating).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
});

describe('age', () => {
  it('reads what the age tool wrote, at every edge of its chunks', async () => {
    for (const size of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) {
      const plain = randomBytes(size);
      const path = join(folder, `tool-${size}`);
      writeFileSync(path, plain);
      execFileSync('age', ['-r', recipient, '-o', `${path}.age`, path]);
      const { plain: peeled, encrypted } = await peelLayers(
        slices(await readFile(`${path}.age`), 1000),
        identities,
      );
      expect(encrypted).toBe(true);
      expect((await readAll(peeled)).equals(plain), `${size}`).toBe(true);
    }
  });

  it('is opened by any one of several recipients', async () => {
    const second = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    const secondRecipient = /public key: (age1\S+)/.exec(second)![1]!;
    const written = await write(mixed(1000), { recipients: [secondRecipient, recipient] });
    const artefact = artefactOf(written, true);
    expect(await codeOf(readArtefact(artefact, never))).toBe('read');
    expect(await codeOf(readArtefact({ ...artefact, identities: parseIdentities(second) }, never))).toBe(
      'read',
    );
  });

  it('without the right identity says so', async () => {
    const other = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    const artefact = artefactOf(await write(mixed(1000), { recipients: [recipient] }), true);
    for (const wrong of [[], parseIdentities(other)]) {
      expect(await codeOf(readArtefact({ ...artefact, identities: wrong }, never))).toBe('identity-needed');
      expect(
        await codeOf(readArtefactRange({ ...artefact, identities: wrong }, { start: 5, end: 6 }, never)),
      ).toBe('identity-needed');
    }
  });

  it('tells a file that was cut at the edge of a chunk', async () => {
    const plain = randomBytes(300_000);
    const path = join(folder, 'cut');
    writeFileSync(path, plain);
    execFileSync('age', ['-r', recipient, '-o', `${path}.age`, path]);
    const stored = await readFile(`${path}.age`);
    const payload = stored.length - (300_000 + 5 * 16);
    const cut = stored.subarray(0, payload + 2 * (65_536 + 16));
    const { plain: peeled } = await peelLayers(slices(cut), identities);
    await expect(readAll(peeled)).rejects.toMatchObject({ code: 'truncated', offset: cut.length });
  });

  it.each([
    ['', 'holds no key'],
    ['# a comment only\n', 'holds no key'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\n', 'none of age'],
    ['age-encryption.org/v1\n-> scrypt', 'itself encrypted'],
  ])('refuses %j as an identity file', (text, words) => {
    expect(() => parseIdentities(text)).toThrow(words);
  });
});

describe('a bare file', () => {
  it.each(['zstd', 'plain'])('%s is known by its first bytes', async (kind) => {
    const plain = mixed(200_000);
    const path = join(folder, 'bare');
    writeFileSync(path, plain);
    const bytes = kind === 'plain' ? plain : execFileSync('zstd', ['-q', '-c', '-T0', path]);
    const peeled = await peelLayers(slices(bytes, 11), []);
    expect(peeled).toMatchObject({ compressed: kind === 'zstd', encrypted: false });
    expect((await readAll(peeled.plain)).equals(plain)).toBe(true);
  });

  it('encrypted in text form is refused in words', async () => {
    const armoured = execFileSync('age', ['-a', '-r', recipient], { input: 'x' });
    await expect(peelLayers(slices(armoured), identities)).rejects.toThrow('age --decrypt');
  });
});
