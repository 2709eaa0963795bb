import { AmberError } from '#lib/domain/errors';
import { AGE_MAGIC, openAge, openPayload } from './age/age-decryption.ts';
import { decompressFrames } from './zstd/decompress-frames.ts';

const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----';
const PEEK_BYTES = ARMOUR.length;

export type PeeledFile = { plain: AsyncIterable<Uint8Array>; encrypted: boolean; compressed: boolean };

const startsWith = (head: Uint8Array, text: string): boolean =>
  Buffer.from(head.subarray(0, text.length)).equals(Buffer.from(text, 'latin1'));

/** RFC 8878: the magic of a frame, or of a skippable one, which some tools put first. */
const isZstd = (head: Uint8Array): boolean => {
  if (head.length < 4) return false;
  const magic = Buffer.from(head.subarray(0, 4)).readUInt32LE(0);
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
};

const peek = async (source: AsyncIterator<Uint8Array>): Promise<Buffer> => {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < PEEK_BYTES) {
    const next = await source.next();
    if (next.done) break;
    // The first chunk is a megabyte as a rule: it is not copied.
    head =
      head.length === 0
        ? Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
        : Buffer.concat([head, next.value]);
  }
  return head;
};

async function* joined(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}

/**
 * Takes encryption and compression off a file without a manifest, told by its first bytes rather than its name. Throws
 * `identity-needed`; the plain bytes throw `truncated`, `malformed`, `checksum`.
 */
export const peelLayers = async (
  stored: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): Promise<PeeledFile> => {
  const source = stored[Symbol.asyncIterator]();
  try {
    return await peel(source, identities);
  } catch (error) {
    await source.return?.();
    throw error;
  }
};

const peel = async (
  stored: AsyncIterator<Uint8Array>,
  identities: readonly string[],
): Promise<PeeledFile> => {
  let source = stored;
  let head = await peek(source);
  if (startsWith(head, ARMOUR)) {
    throw new AmberError(
      'malformed',
      'This file is encrypted in text form. Decrypt it first, with `age --decrypt`.',
    );
  }
  const encrypted = startsWith(head, AGE_MAGIC);
  if (encrypted) {
    const { rest, ...opened } = await openAge(joined(head, source), identities);
    source = openPayload(opened, joined(rest, source));
    head = await peek(source);
  }
  const compressed = isZstd(head);
  const bytes = joined(head, source);
  return { plain: compressed ? decompressFrames(bytes) : bytes, encrypted, compressed };
};
