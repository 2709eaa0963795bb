import { AmberError } from '#lib/domain/errors';
import { AGE_MAGIC, openAge, openPayload } from './age/age-decryption.ts';
import { joinBytes, peekBytes } from './peek-bytes.ts';
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
  let { head, bytes } = await peekBytes(stored, PEEK_BYTES);
  if (startsWith(head, ARMOUR)) {
    throw new AmberError(
      'malformed',
      'This file is encrypted in text form. Decrypt it first, with `age --decrypt`.',
    );
  }
  const encrypted = startsWith(head, AGE_MAGIC);
  if (encrypted) {
    const { rest, ...opened } = await openAge(bytes[Symbol.asyncIterator](), identities);
    const payload = openPayload(opened, joinBytes(rest, stored));
    ({ head, bytes } = await peekBytes(payload, PEEK_BYTES));
  }
  const compressed = isZstd(head);
  return { plain: compressed ? decompressFrames(bytes) : bytes, encrypted, compressed };
};
