import { AmberError } from '#lib/domain/errors';
import { NONCE_BYTES, openChunk, payloadKey, SEALED_BYTES, TAG_BYTES } from './stream-cipher.ts';

export const AGE_MAGIC = 'age-encryption.org/v1\n';
/** A header has some 200 bytes a recipient. */
const MAX_HEADER_BYTES = 64 * 1024;

/** A file's key, and where its payload begins in the stored bytes. */
export type OpenedAge = { key: Buffer; payloadStart: number };

/** Length of the header and the payload's nonce; null: more bytes are needed to tell. */
const preambleLength = (bytes: Buffer): number | null => {
  const mac = bytes.indexOf('\n--- ');
  const end = mac < 0 ? -1 : bytes.indexOf('\n', mac + 1);
  const length = end + 1 + NONCE_BYTES;
  return end < 0 || bytes.length < length ? null : length;
};

const unwrap = async (header: Uint8Array, identities: readonly string[]): Promise<Uint8Array> => {
  if (identities.length === 0) {
    throw new AmberError(
      'identity-needed',
      'This backup is encrypted. Give the age identity it was encrypted to.',
    );
  }
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch (cause) {
    throw new AmberError('invalid-input', 'The identity is not an age secret key.', { cause });
  }
  try {
    return await decrypter.decryptHeader(header);
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith('no identity matched')) {
      throw new AmberError(
        'identity-needed',
        'This backup is encrypted to another key than the identity given.',
        { cause },
      );
    }
    throw new AmberError('malformed', 'The age header of this backup is damaged.', { offset: 0, cause });
  }
};

/** Takes the header off the front of an age file; `rest` is what was read beyond it. */
export const openAge = async (
  source: AsyncIterator<Uint8Array>,
  identities: readonly string[],
): Promise<OpenedAge & { rest: Buffer }> => {
  let head: Buffer = Buffer.alloc(0);
  for (;;) {
    const length = preambleLength(head);
    if (length !== null) {
      const fileKey = await unwrap(head.subarray(0, length - NONCE_BYTES), identities);
      const key = payloadKey(fileKey, head.subarray(length - NONCE_BYTES, length));
      return { key, payloadStart: length, rest: head.subarray(length) };
    }
    if (head.length > MAX_HEADER_BYTES)
      throw new AmberError('malformed', 'The age header of this backup has no end.', { offset: 0 });
    const next = await source.next();
    if (next.done) {
      throw new AmberError('truncated', 'The backup ends inside its age header.', { offset: head.length });
    }
    head = Buffer.concat([head, next.value]);
  }
};

/**
 * Opens the payload from its chunk `index` on; `source` begins there and goes on to the end of the file, which alone
 * shows that no chunk is missing. Throws `checksum` for a changed chunk, `truncated` for missing ones; offsets are
 * those of the stored file.
 */
export async function* openPayload(
  { key, payloadStart }: OpenedAge,
  source: AsyncIterable<Uint8Array>,
  index = 0,
): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  const offset = () => payloadStart + index * SEALED_BYTES;
  for await (const chunk of source) {
    const bytes = held.length === 0 ? asBuffer(chunk) : Buffer.concat([held, chunk]);
    const opened: Buffer[] = [];
    let from = 0;
    // Only more bytes show that a full chunk is not the last.
    for (; bytes.length - from > SEALED_BYTES; from += SEALED_BYTES, index += 1) {
      const plain = openChunk(key, index, false, bytes.subarray(from, from + SEALED_BYTES));
      if (plain === null) throw changed(offset());
      opened.push(plain);
    }
    // A copy: the source may use its chunk again.
    held = Buffer.from(bytes.subarray(from));
    if (opened.length > 0) yield Buffer.concat(opened);
  }
  const last = openChunk(key, index, true, held);
  if (last === null) {
    const cutOff = held.length < TAG_BYTES || openChunk(key, index, false, held) !== null;
    throw cutOff
      ? new AmberError('truncated', 'The encrypted backup ends too early.', {
          offset: offset() + held.length,
        })
      : changed(offset());
  }
  if (last.length === 0 && index > 0)
    throw new AmberError('malformed', 'The encrypted backup ends with an empty chunk.', { offset: offset() });
  yield last;
}

const asBuffer = (chunk: Uint8Array): Buffer => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

const changed = (offset: number): AmberError =>
  new AmberError('checksum', `The encrypted backup was changed or damaged near byte ${offset}.`, { offset });
