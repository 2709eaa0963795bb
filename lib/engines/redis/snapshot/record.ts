import { EXPIRY_BYTES, lengthBytes, writeExpiry, writeLength } from '../rdb/rdb-writer.ts';
import type { KeyCursor } from './key-queue.ts';
import type { RdbOutput } from './rdb-output.ts';

/** A value below this is put into one block with its key. */
const TOGETHER = 4096;

/** Writes expiry (below 0: none), type and key; the raw value of about `valueBytes` follows. */
export const writeRecordPrefix = (
  output: RdbOutput,
  key: KeyCursor,
  record: { expireAt: number; type: number; valueBytes: number },
): void => {
  output.records += 1;
  const size = key.end - key.start;
  const value = record.valueBytes < TOGETHER ? record.valueBytes : 0;
  const block = output.room(EXPIRY_BYTES + 1 + lengthBytes(size) + value);
  let at = output.at;
  if (record.expireAt >= 0) at = writeExpiry(block, at, record.expireAt);
  block[at] = record.type;
  output.advance(writeLength(block, at + 1, size));
  output.append(key.bytes, key.start, key.end);
};
