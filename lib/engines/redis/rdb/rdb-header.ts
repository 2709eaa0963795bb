import { AmberError } from '#lib/domain/errors';
import type { ByteCursor } from './byte-cursor.ts';
import { NEWEST_REDIS_VERSION, type RdbMagic, VALKEY_VERSION } from './rdb-types.ts';
import { RDB_HEADER_BYTES } from './rdb-writer.ts';

export type RdbHeader = { magic: RdbMagic; version: number };

const notRdb = (): AmberError =>
  new AmberError('malformed', 'This is not an RDB file: it does not begin with REDIS or VALKEY.', {
    offset: 0,
  });

const unsupported = (text: string): AmberError =>
  new AmberError(
    'unsupported-version',
    `The RDB version of this file (${text}) is not known: ` +
      `REDIS0001 to REDIS${String(NEWEST_REDIS_VERSION).padStart(4, '0')} and VALKEY0${VALKEY_VERSION} are.`,
    { offset: 0 },
  );

/** The first nine bytes, or null when they are not all there. Throws `malformed` or `unsupported-version`. */
export const readRdbHeader = (cursor: ByteCursor): RdbHeader | null => {
  const there = Math.min(cursor.end - cursor.position, RDB_HEADER_BYTES);
  const text = String.fromCharCode(...cursor.bytes.subarray(cursor.position, cursor.position + there));
  const magic = (['REDIS', 'VALKEY'] as const).find((word) =>
    there < word.length ? word.startsWith(text) : text.startsWith(word),
  );
  if (magic === undefined) throw notRdb();
  if (there < RDB_HEADER_BYTES) return null;
  const digits = text.slice(magic.length);
  if (!/^[0-9]+$/.test(digits)) throw notRdb();
  const version = Number(digits);
  const known =
    magic === 'VALKEY' ? version === VALKEY_VERSION : version >= 1 && version <= NEWEST_REDIS_VERSION;
  if (!known) throw unsupported(text);
  cursor.position += RDB_HEADER_BYTES;
  return { magic, version };
};
