import type { ByteCursor } from './byte-cursor.ts';
import { malformed, readLength, SHORT } from './length-decoding.ts';
import { OPCODE } from './rdb-opcodes.ts';

const MOST_DATABASES = 2 ** 31;

const littleEndian32 = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

/** The expiry that begins at the cursor with this opcode, Unix milliseconds; null when its bytes are not all there. */
export const readExpiry = (cursor: ByteCursor, opcode: number): number | null => {
  const { bytes, position, end } = cursor;
  const size = opcode === OPCODE.expireMs ? 9 : 5;
  if (position + size > end) return null;
  const at = position + 1;
  const time =
    size === 5
      ? littleEndian32(bytes, at) * 1000
      : littleEndian32(bytes, at + 4) * 0x100000000 + (littleEndian32(bytes, at) >>> 0);
  cursor.position = position + size;
  // A time beyond the year 287,000 is as good as that one, and stays a whole number.
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, time));
};

/** The number behind the opcode SELECTDB at the cursor; null when its bytes are not all there. */
export const readDatabaseNumber = (cursor: ByteCursor): number | null => {
  const from = cursor.position;
  cursor.position += 1;
  const database = readLength(cursor);
  if (database === SHORT) {
    cursor.position = from;
    return null;
  }
  if (database >= MOST_DATABASES) throw malformed(cursor, `database number ${database}`, from);
  return database;
};
