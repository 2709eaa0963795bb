import { AmberError } from '#lib/domain/errors';
import type { ByteCursor } from './byte-cursor.ts';

/*
 * Every reader either takes its part whole and moves the cursor, or answers SHORT and leaves the cursor where it was:
 * the caller comes back with more bytes. No part is longer than MAX_PART_BYTES.
 */
export const SHORT = -1;
/** Above the longest part: index and tag of an array's element and the two lengths of a compressed string, 37 bytes. */
export const MAX_PART_BYTES = 64;

/** How a string stands in the file (`RDB_ENC_…`); the integers are signed, little endian. */
export const ENCODING = { plain: -1, int8: 0, int16: 1, int32: 2, lzf: 3 } as const;
export type Encoding = (typeof ENCODING)[keyof typeof ENCODING];

/** `readLength` answers `ENCODED - encoding` where a string's encoding stands instead of a length. */
const ENCODED = -2;

export const malformed = (cursor: ByteCursor, what: string, at: number = cursor.position): AmberError =>
  new AmberError('malformed', `The RDB file is damaged at byte ${cursor.base + at}: ${what}.`, {
    offset: cursor.base + at,
  });

const bigEndian32 = (bytes: Uint8Array, at: number): number =>
  bytes[at]! * 0x1000000 + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!);

const readRareLength = (cursor: ByteCursor, first: number): number => {
  const { bytes, position, end } = cursor;
  if (first >= 0xc0) {
    if (first > 0xc3) throw malformed(cursor, `unknown string encoding ${first & 0x3f}`);
    cursor.position = position + 1;
    return ENCODED - (first & 3);
  }
  if (first === 0x80) {
    if (position + 5 > end) return SHORT;
    cursor.position = position + 5;
    return bigEndian32(bytes, position + 1);
  }
  if (first !== 0x81) throw malformed(cursor, `unknown length byte ${first}`);
  if (position + 9 > end) return SHORT;
  const length = bigEndian32(bytes, position + 1) * 0x100000000 + bigEndian32(bytes, position + 5);
  if (length > Number.MAX_SAFE_INTEGER) throw malformed(cursor, 'a length beyond 2^53');
  cursor.position = position + 9;
  return length;
};

/** A length or, as `ENCODED - encoding`, the mark of an encoded string. */
const readLengthOrEncoding = (cursor: ByteCursor): number => {
  const { bytes, position, end } = cursor;
  if (position >= end) return SHORT;
  const first = bytes[position]!;
  if (first < 0x40) {
    cursor.position = position + 1;
    return first;
  }
  if (first >= 0x80) return readRareLength(cursor, first);
  if (position + 2 > end) return SHORT;
  cursor.position = position + 2;
  return ((first & 0x3f) << 8) | bytes[position + 1]!;
};

/** A count or a length of bytes, at most 2^53. */
export const readLength = (cursor: ByteCursor): number => {
  const from = cursor.position;
  const length = readLengthOrEncoding(cursor);
  if (length <= ENCODED) throw malformed(cursor, 'an encoded string where a length must stand', from);
  return length;
};

/** Steps over a number of any 64 bits (ids, times, module integers): true, or false when bytes are missing. */
export const skipNumber = (cursor: ByteCursor): boolean => {
  const { bytes, position, end } = cursor;
  if (position >= end) return false;
  const first = bytes[position]!;
  if (first > 0x81) throw malformed(cursor, `unknown length byte ${first}`);
  const size = first < 0x40 ? 1 : first < 0x80 ? 2 : first === 0x80 ? 5 : 9;
  if (position + size > end) return false;
  cursor.position = position + size;
  return true;
};

/** The 64 bits of a number, or null when bytes are missing. */
export const readNumber = (cursor: ByteCursor): bigint | null => {
  const { bytes, position } = cursor;
  if (bytes[position] !== 0x81) {
    const length = readLength(cursor);
    return length === SHORT ? null : BigInt(length);
  }
  if (!skipNumber(cursor)) return null;
  return (BigInt(bigEndian32(bytes, position + 1)) << 32n) | BigInt(bigEndian32(bytes, position + 5));
};

/** What the last string header said beyond the bytes that follow it. */
export type StringHeader = {
  encoding: Encoding;
  /** Bytes after expansion; for integers the bytes in the file. */
  plainBytes: number;
};

const readCompressedHeader = (cursor: ByteCursor, from: number, header: StringHeader): number => {
  const compressed = readLength(cursor);
  const plain = compressed === SHORT ? SHORT : readLength(cursor);
  if (plain === SHORT) {
    cursor.position = from;
    return SHORT;
  }
  // Three bytes of LZF give at most 264: what claims more is refused before anybody makes room for it.
  if (plain > compressed * 88)
    throw malformed(cursor, 'a compressed string that claims too great a length', from);
  header.encoding = ENCODING.lzf;
  header.plainBytes = plain;
  return compressed;
};

/** How many bytes of the string follow its header, which is described in `header`; or SHORT. */
export const readStringHeader = (cursor: ByteCursor, header: StringHeader): number => {
  const from = cursor.position;
  const length = readLengthOrEncoding(cursor);
  if (length >= SHORT) {
    header.encoding = ENCODING.plain;
    header.plainBytes = length;
    return length;
  }
  const encoding = (ENCODED - length) as Encoding;
  if (encoding === ENCODING.lzf) return readCompressedHeader(cursor, from, header);
  header.encoding = encoding;
  header.plainBytes = 1 << encoding;
  return header.plainBytes;
};

/** As `readStringHeader` for those who only step over the string. */
export const readSkippedString = (cursor: ByteCursor): number => {
  const { bytes, position, end } = cursor;
  if (position < end) {
    const first = bytes[position]!;
    if (first < 0x40) {
      cursor.position = position + 1;
      return first;
    }
  }
  return readStringHeader(cursor, SKIPPED);
};
const SKIPPED: StringHeader = { encoding: ENCODING.plain, plainBytes: 0 };
