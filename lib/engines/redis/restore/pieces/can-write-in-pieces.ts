import type { RdbMagic } from '#lib/engines/redis/rdb/rdb-types';

/**
 * Types whose values can be written element by element: strings, and collections that stand in the file as a row of
 * strings (hashes with field expiry too) or as a row of quicklist nodes. What stands there as one blob (listpacks,
 * intsets) or has a state of its own (streams, modules) cannot.
 */
const SPLITTABLE: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 14, 18, 24]);
const VALKEY_HASH_WITH_FIELD_EXPIRY = 22;

/** Whether a value of this raw type byte can be written in pieces when it is too large for one RESTORE. */
export const canWriteInPieces = (type: number, magic: RdbMagic): boolean =>
  SPLITTABLE.has(type) || (type === VALKEY_HASH_WITH_FIELD_EXPIRY && magic === 'VALKEY');

const SPLITTABLE_WORDS: ReadonlySet<string> = new Set(['string', 'list', 'set', 'zset', 'hash']);

/** Type, length of up to five bytes, and footer of a string's payload. */
const STRING_OVERHEAD = 16;

/**
 * The same where only the TYPE word is known: blobs of these types never grow to the size of a bulk string, so a large
 * one is a row of elements. A string also has to fit the limit by itself: no command may make it longer.
 */
export const canSplit = (word: string, payloadBytes: number, maxBulkBytes: number): boolean =>
  SPLITTABLE_WORDS.has(word) && (word !== 'string' || payloadBytes - STRING_OVERHEAD <= maxBulkBytes);
