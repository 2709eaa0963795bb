import { FOOTER_BYTES, writeFooter } from '#lib/engines/redis/rdb/dump-payload';
import type { Pipeline } from './pipeline.ts';
import { ascii, digitsOf, MOST_DIGITS, putBulk, putBytes, putLineEnd, putNumber } from './resp-bytes.ts';

const HEAD = ascii('*5\r\n$7\r\nRESTORE\r\n');
const HEAD_WITH_EXPIRY = ascii('*6\r\n$7\r\nRESTORE\r\n');
const NO_EXPIRY = ascii('$1\r\n0\r\n');
const TAIL = ascii('\r\n$7\r\nREPLACE\r\n');
const TAIL_WITH_EXPIRY = ascii('\r\n$7\r\nREPLACE\r\n$6\r\nABSTTL\r\n');

/** All of a command but key and payload takes less. */
export const RESTORE_OVERHEAD = 128 + 3 * MOST_DIGITS;

export type RestoreHead = {
  key: Uint8Array;
  /** Unix milliseconds; null: the key does not expire. */
  expireAt: number | null;
  /** Bytes of the payload: type, value and footer. */
  payloadBytes: number;
};

/** `RESTORE key ttl $payload` up to where the payload begins. */
export const putRestoreHead = (out: Uint8Array, start: number, head: RestoreHead): number => {
  const { key, expireAt, payloadBytes } = head;
  const first = expireAt === null ? HEAD : HEAD_WITH_EXPIRY;
  let at = putBulk(out, putBytes(out, start, first, 0, first.length), key);
  if (expireAt === null) at = putBytes(out, at, NO_EXPIRY, 0, NO_EXPIRY.length);
  else {
    out[at] = 0x24;
    at = putLineEnd(out, putNumber(out, at + 1, digitsOf(expireAt)));
    at = putLineEnd(out, putNumber(out, at, expireAt));
  }
  out[at] = 0x24;
  return putLineEnd(out, putNumber(out, at + 1, payloadBytes));
};

/** The options behind the payload. */
export const putRestoreTail = (out: Uint8Array, at: number, expires: boolean): number => {
  const tail = expires ? TAIL_WITH_EXPIRY : TAIL;
  return putBytes(out, at, tail, 0, tail.length);
};

export type WholeValue = {
  key: Uint8Array;
  type: number;
  expireAt: number | null;
  footer: number;
  /** The raw value bytes. */
  chunk: Uint8Array;
  start: number;
  end: number;
};

/** One RESTORE of a value that lies in memory; the caller ends the command. */
export const writeRestore = (pipeline: Pipeline, value: WholeValue): void => {
  const { key, type, expireAt, footer, chunk, start, end } = value;
  const payloadBytes = 1 + end - start + FOOTER_BYTES;
  pipeline.room(RESTORE_OVERHEAD + key.length + payloadBytes);
  const { out } = pipeline;
  const payload = putRestoreHead(out, pipeline.at, { key, expireAt, payloadBytes });
  out[payload] = type;
  const at = putBytes(out, payload + 1, chunk, start, end);
  const end_ = writeFooter(out, at, { start: payload, version: footer });
  pipeline.at = putRestoreTail(out, end_, expireAt !== null);
};
