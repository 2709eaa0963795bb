import type { ByteCursor } from './byte-cursor.ts';
import { malformed, readLength, readSkippedString, SHORT, skipNumber } from './length-decoding.ts';

/*
 * Parts of values that say their own size: each reader passes what says it and answers how many bytes follow, or
 * answers SHORT and leaves the cursor where it was.
 */

/** A score as text behind its length. */
export const readTextDouble = (cursor: ByteCursor): number => {
  if (cursor.position >= cursor.end) return SHORT;
  const length = cursor.bytes[cursor.position]!;
  cursor.position += 1;
  // 253, 254 and 255 stand for NaN and the infinities.
  return length < 253 ? length : 0;
};

/** Width and depth of Dragonfly's count-min sketch, its total, then its counters. */
export const readCounters = (cursor: ByteCursor): number => {
  const from = cursor.position;
  const width = readLength(cursor);
  const depth = width === SHORT ? SHORT : readLength(cursor);
  if (depth === SHORT || !skipNumber(cursor)) {
    cursor.position = from;
    return SHORT;
  }
  const bytes = width * depth * 8;
  if (bytes > Number.MAX_SAFE_INTEGER) throw malformed(cursor, 'a sketch with too great a size', from);
  return bytes;
};

const STICKY = 1;
const MEMCACHED_FLAGS = 2;

/** Four bytes of marks of a Dragonfly key: that it is never evicted, and that the flags of memcached follow. */
export const readDragonflyMarks = (cursor: ByteCursor): number => {
  const { bytes, position, end } = cursor;
  if (position + 4 > end) return SHORT;
  const marks = bytes[position]!;
  const isKnown = marks <= (STICKY | MEMCACHED_FLAGS) && bytes[position + 1] === 0;
  if (!isKnown || bytes[position + 2] !== 0 || bytes[position + 3] !== 0)
    throw malformed(cursor, 'unknown marks of a key');
  cursor.position = position + 4;
  return marks & MEMCACHED_FLAGS ? 4 : 0;
};

/** Redis 8.8: how many elements an array has, and behind a flag where the next one is inserted; answers the count. */
export const readArrayHead = (cursor: ByteCursor): number => {
  const from = cursor.position;
  const count = readLength(cursor);
  const hasPosition = count === SHORT ? SHORT : readLength(cursor);
  if (hasPosition > 1) throw malformed(cursor, `unknown flag ${hasPosition} of an array`, from);
  if (hasPosition === SHORT || (hasPosition === 1 && !skipNumber(cursor))) {
    cursor.position = from;
    return SHORT;
  }
  return count;
};

/** `AR_RDB_TAG_…` */
const TAG = { string: 0, integer: 1, double: 2, shortString: 3 } as const;

/** An array's element: its index, a tag, and eight bytes or a string. */
export const readArrayElement = (cursor: ByteCursor): number => {
  const from = cursor.position;
  const tag = skipNumber(cursor) ? readLength(cursor) : SHORT;
  if (tag > TAG.shortString) throw malformed(cursor, `unknown tag ${tag} of an array's element`, from);
  if (tag === TAG.integer || tag === TAG.double) return 8;
  const length = tag === SHORT ? SHORT : readSkippedString(cursor);
  if (length === SHORT) cursor.position = from;
  return length;
};
