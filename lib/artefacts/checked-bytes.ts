import { createHash } from 'node:crypto';
import { AmberError } from '#lib/domain/errors';

/** What the bytes must be, and how messages call them. */
export type Expected = { bytes: number; sha256: string; name: string };

/**
 * Passes bytes on and checks them before the last ones leave: nobody gets all of a file that is damaged. Throws `truncated`, `malformed` (bytes too many) or `checksum`, with
 * the offset in these bytes.
 */
export async function* checkedBytes(
  source: AsyncIterable<Uint8Array>,
  { bytes, sha256, name }: Expected,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let count = 0;
  let checked = false;
  const check = () => {
    checked = true;
    if (hash.digest('hex') === sha256) return;
    throw new AmberError(
      'checksum',
      `The ${name} of this backup is not what was written: its SHA-256 differs.`,
    );
  };
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    count += chunk.length;
    if (count > bytes)
      throw new AmberError('malformed', `The ${name} of this backup is longer than its manifest says.`, {
        offset: bytes,
      });
    hash.update(chunk);
    if (count === bytes) check();
    yield chunk;
  }
  if (count < bytes) {
    throw new AmberError('truncated', `The ${name} of this backup ends at byte ${count} of ${bytes}.`, {
      offset: count,
    });
  }
  if (!checked) check();
}
