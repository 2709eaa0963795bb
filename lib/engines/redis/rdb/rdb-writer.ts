import { Buffer } from 'node:buffer';
import { OPCODE } from './rdb-opcodes.ts';
import type { RdbMagic } from './rdb-types.ts';

/*
 * The pieces of an RDB file, written into a buffer that the caller has made large enough: each function puts its part
 * into `out` at `at` and returns the offset behind it, and the `…Bytes` functions say how much room a part takes.
 * A whole file is: header, aux fields, functions, then per database select, resize hint and its records
 * (expiry if any, key prefix, raw value), then `writeEof` and the eight bytes of the CRC-64 over all before them.
 */

export const RDB_HEADER_BYTES = 9;
export const EXPIRY_BYTES = 9;
/** EOF opcode and checksum. */
export const RDB_END_BYTES = 9;

/** `REDIS0011` or `VALKEY080`. */
export const writeRdbHeader = (out: Uint8Array, at: number, magic: RdbMagic, version: number): number =>
  writeAscii(out, at, magic + String(version).padStart(RDB_HEADER_BYTES - magic.length, '0'));

/** Room for a length: 1, 2, 5 or 9 bytes. */
export const lengthBytes = (length: number): number =>
  length < 0x40 ? 1 : length < 0x4000 ? 2 : length <= 0xffffffff ? 5 : 9;

export const writeLength = (out: Uint8Array, at: number, length: number): number => {
  if (length < 0x40) {
    out[at] = length;
    return at + 1;
  }
  if (length < 0x4000) {
    out[at] = 0x40 | (length >>> 8);
    out[at + 1] = length;
    return at + 2;
  }
  if (length <= 0xffffffff) {
    out[at] = 0x80;
    return writeBigEndian(out, at + 1, length);
  }
  out[at] = 0x81;
  return writeBigEndian(
    out,
    writeBigEndian(out, at + 1, Math.floor(length / 0x100000000)),
    length % 0x100000000,
  );
};

export const stringBytes = (bytes: Uint8Array): number => lengthBytes(bytes.length) + bytes.length;

export const writeString = (out: Uint8Array, at: number, bytes: Uint8Array): number => {
  const from = writeLength(out, at, bytes.length);
  out.set(bytes, from);
  return from + bytes.length;
};

/** `name` and `value` are text; a server ignores names it does not know. */
export const auxBytes = (name: string, value: string): number => 1 + textBytes(name) + textBytes(value);

export const writeAux = (out: Uint8Array, at: number, name: string, value: string): number => {
  out[at] = OPCODE.aux;
  return writeString(out, writeString(out, at + 1, Buffer.from(name)), Buffer.from(value));
};

export const selectDbBytes = (database: number): number => 1 + lengthBytes(database);

export const writeSelectDb = (out: Uint8Array, at: number, database: number): number => {
  out[at] = OPCODE.selectDb;
  return writeLength(out, at + 1, database);
};

/** A hint: how many keys, and keys with expiry, follow in the database. */
export const resizeDbBytes = (keys: number, expires: number): number =>
  1 + lengthBytes(keys) + lengthBytes(expires);

export const writeResizeDb = (out: Uint8Array, at: number, keys: number, expires: number): number => {
  out[at] = OPCODE.resizeDb;
  return writeLength(out, writeLength(out, at + 1, keys), expires);
};

/** `code` is the source of a function library (RDB 10 and newer). */
export const functionBytes = (code: Uint8Array): number => 1 + stringBytes(code);

export const writeFunction = (out: Uint8Array, at: number, code: Uint8Array): number => {
  out[at] = OPCODE.function2;
  return writeString(out, at + 1, code);
};

/** `expireAt` in Unix milliseconds, for the key that follows. */
export const writeExpiry = (out: Uint8Array, at: number, expireAt: number): number => {
  out[at] = OPCODE.expireMs;
  const high = Math.floor(expireAt / 0x100000000);
  const low = expireAt - high * 0x100000000;
  for (let byte = 0; byte < 4; byte += 1) {
    out[at + 1 + byte] = low >>> (byte * 8);
    out[at + 5 + byte] = high >>> (byte * 8);
  }
  return at + EXPIRY_BYTES;
};

/** The checksum over all bytes up to and with this one follows: `Crc64.writeTo`. */
export const writeEof = (out: Uint8Array, at: number): number => {
  out[at] = OPCODE.eof;
  return at + 1;
};

const textBytes = (text: string): number => {
  const bytes = Buffer.byteLength(text);
  return lengthBytes(bytes) + bytes;
};

const writeAscii = (out: Uint8Array, at: number, text: string): number => {
  for (let index = 0; index < text.length; index += 1) out[at + index] = text.charCodeAt(index);
  return at + text.length;
};

const writeBigEndian = (out: Uint8Array, at: number, value: number): number => {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
  return at + 4;
};
