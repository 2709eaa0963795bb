import { AmberError } from '#lib/domain/errors';
import { giveElement, type PieceSink } from './piece-sink.ts';

const damaged = (what: string): AmberError => new AmberError('malformed', `A list node is damaged: ${what}`);
const text = (value: number | bigint): Uint8Array => Buffer.from(String(value), 'latin1');

type Entry = {
  /** The element's bytes. */
  value: Uint8Array;
  /** Bytes of encoding and value together. */
  size: number;
};

const stringEntry = (blob: Buffer, at: number, head: number, length: number): Entry => {
  if (at + head + length > blob.length) throw damaged('an element runs past its end');
  return { value: blob.subarray(at + head, at + head + length), size: head + length };
};

const integerEntry = (value: number | bigint, size: number): Entry => ({ value: text(value), size });

/** Redis' `listpack.c`. */
const listpackEntry = (blob: Buffer, at: number): Entry => {
  const first = blob.readUInt8(at);
  if (first < 0x80) return integerEntry(first, 1);
  if (first < 0xc0) return stringEntry(blob, at, 1, first & 0x3f);
  if (first < 0xe0) {
    const raw = ((first & 0x1f) << 8) | blob.readUInt8(at + 1);
    return integerEntry(raw >= 0x1000 ? raw - 0x2000 : raw, 2);
  }
  if (first < 0xf0) return stringEntry(blob, at, 2, ((first & 0x0f) << 8) | blob.readUInt8(at + 1));
  switch (first) {
    case 0xf0:
      return stringEntry(blob, at, 5, blob.readUInt32LE(at + 1));
    case 0xf1:
      return integerEntry(blob.readInt16LE(at + 1), 3);
    case 0xf2:
      return integerEntry(blob.readIntLE(at + 1, 3), 4);
    case 0xf3:
      return integerEntry(blob.readInt32LE(at + 1), 5);
    case 0xf4:
      return integerEntry(blob.readBigInt64LE(at + 1), 9);
    default:
      throw damaged(`unknown encoding ${first}`);
  }
};

/** Bytes of the length that stands behind an entry, for reading backwards. */
const backLength = (size: number): number => {
  if (size <= 127) return 1;
  if (size < 16383) return 2;
  if (size < 2097151) return 3;
  return size < 268435455 ? 4 : 5;
};

const END = 0xff;
const LISTPACK_HEADER = 6;
const ZIPLIST_HEADER = 10;

export const giveListpack = (blob: Buffer, sink: PieceSink): void => {
  for (let at = LISTPACK_HEADER; ; ) {
    if (at >= blob.length) throw damaged('no end mark');
    if (blob[at] === END) return;
    const { value, size } = listpackEntry(blob, at);
    giveElement(sink, value);
    at += size + backLength(size);
  }
};

/** Redis' `ziplist.c`. */
const ziplistEntry = (blob: Buffer, at: number): Entry => {
  const first = blob.readUInt8(at);
  if (first < 0x40) return stringEntry(blob, at, 1, first);
  if (first < 0x80) return stringEntry(blob, at, 2, ((first & 0x3f) << 8) | blob.readUInt8(at + 1));
  if (first < 0xc0) return stringEntry(blob, at, 5, blob.readUInt32BE(at + 1));
  switch (first) {
    case 0xc0:
      return integerEntry(blob.readInt16LE(at + 1), 3);
    case 0xd0:
      return integerEntry(blob.readInt32LE(at + 1), 5);
    case 0xe0:
      return integerEntry(blob.readBigInt64LE(at + 1), 9);
    case 0xf0:
      return integerEntry(blob.readIntLE(at + 1, 3), 4);
    case 0xfe:
      return integerEntry(blob.readInt8(at + 1), 2);
    default:
      if (first < 0xf1 || first > 0xfd) throw damaged(`unknown encoding ${first}`);
      return integerEntry((first & 0x0f) - 1, 1);
  }
};

export const giveZiplist = (blob: Buffer, sink: PieceSink): void => {
  for (let at = ZIPLIST_HEADER; ; ) {
    if (at >= blob.length) throw damaged('no end mark');
    if (blob[at] === END) return;
    const previous = blob[at] === 0xfe ? 5 : 1;
    const { value, size } = ziplistEntry(blob, at + previous);
    giveElement(sink, value);
    at += previous + size;
  }
};
