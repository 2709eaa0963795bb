import { createHash } from 'node:crypto';
import { AmberError } from '#lib/domain/errors';

/** What the bytes must be, and how messages call them. */
export type Expected = { bytes: number; sha256: string; name: string };

/**
 * Passes bytes on and checks them at their end. Throws `truncated`, `malformed` (bytes too many) or `checksum`, with
 * the offset in these bytes.
 */
export async function* checkedBytes(
  source: AsyncIterable<Uint8Array>,
  { bytes, sha256, name }: Expected,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const chunk of source) {
    count += chunk.length;
    if (count > bytes)
      throw new AmberError('malformed', `The ${name} of this backup is longer than its manifest says.`, {
        offset: bytes,
      });
    hash.update(chunk);
    yield chunk;
  }
  if (count < bytes) {
    throw new AmberError('truncated', `The ${name} of this backup ends at byte ${count} of ${bytes}.`, {
      offset: count,
    });
  }
  if (hash.digest('hex') !== sha256) {
    throw new AmberError(
      'checksum',
      `The ${name} of this backup is not what was written: its SHA-256 differs.`,
    );
  }
}
