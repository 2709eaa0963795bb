import { AmberError } from '#lib/domain/errors';
import { LzfStream } from '#lib/engines/redis/rdb/lzf';
import type { PieceSink } from './piece-sink.ts';

/** The bytes at hand of a value that comes in segments. */
export type Segment = { bytes: Uint8Array; at: number; end: number };

/** A reader that stops (yields) where the segment ends and goes on when the next one is there. */
export type Steps<Result = void> = Generator<undefined, Result, undefined>;

const damaged = (what: string): AmberError => new AmberError('malformed', `A value is damaged: ${what}`);

export function* readByte(segment: Segment): Steps<number> {
  while (segment.at >= segment.end) yield;
  const byte = segment.bytes[segment.at]!;
  segment.at += 1;
  return byte;
}

export function* readBytes(segment: Segment, count: number): Steps<Buffer> {
  const out = Buffer.allocUnsafe(count);
  for (let filled = 0; filled < count; ) {
    while (segment.at >= segment.end) yield;
    const part = Math.min(count - filled, segment.end - segment.at);
    out.set(segment.bytes.subarray(segment.at, segment.at + part), filled);
    segment.at += part;
    filled += part;
  }
  return out;
}

/** Below zero: a string in encoding `-1 - length`. */
function* readLengthOrEncoding(segment: Segment): Steps<number> {
  const first = yield* readByte(segment);
  if (first < 0x40) return first;
  if (first < 0x80) return ((first & 0x3f) << 8) | (yield* readByte(segment));
  if (first === 0x80) return (yield* readBytes(segment, 4)).readUInt32BE(0);
  if (first === 0x81) return Number((yield* readBytes(segment, 8)).readBigUInt64BE(0));
  if (first >= 0xc0 && first <= 0xc3) return -1 - (first & 3);
  throw damaged(`unknown length byte ${first}`);
}

export function* readLength(segment: Segment): Steps<number> {
  const length = yield* readLengthOrEncoding(segment);
  if (length < 0) throw damaged('an encoded string where a length must stand');
  return length;
}

/** Hands the bytes of the segments on as they are. */
function* passBytes(segment: Segment, count: number, pass: (from: number, to: number) => void): Steps {
  for (let left = count; left > 0; ) {
    while (segment.at >= segment.end) yield;
    const to = segment.at + Math.min(left, segment.end - segment.at);
    left -= to - segment.at;
    pass(segment.at, to);
    segment.at = to;
  }
}

function* readInteger(segment: Segment, encoding: number): Steps<number> {
  const bytes = yield* readBytes(segment, 1 << encoding);
  return bytes.readIntLE(0, bytes.length);
}

const LZF = 3;

/** One string of any encoding, decoded. */
export function* readString(segment: Segment, sink: PieceSink): Steps {
  const length = yield* readLengthOrEncoding(segment);
  if (length >= 0) {
    sink.begin(length);
    yield* passBytes(segment, length, (from, to) => sink.piece(segment.bytes, from, to));
  } else if (-1 - length === LZF) {
    const compressed = yield* readLength(segment);
    const plain = yield* readLength(segment);
    sink.begin(plain);
    const stream = new LzfStream(plain, (piece) => sink.piece(piece, 0, piece.length));
    yield* passBytes(segment, compressed, (from, to) => stream.write(segment.bytes, from, to));
    stream.end();
  } else {
    const text = Buffer.from(String(yield* readInteger(segment, -1 - length)), 'latin1');
    sink.begin(text.length);
    sink.piece(text, 0, text.length);
  }
  sink.end();
}

/** Longest blob that is held in memory: a node of a quicklist is 8 KiB as servers make it, 64 KiB at their most. */
const MOST_COLLECTED = 64 * 1024 * 1024;

/** Gathers one string. */
export class Collector implements PieceSink {
  bytes: Buffer = Buffer.alloc(0);
  #filled = 0;

  begin(length: number): void {
    this.bytes = Buffer.allocUnsafe(length);
    this.#filled = 0;
  }
  piece(chunk: Uint8Array, start: number, end: number): void {
    this.bytes.set(chunk.subarray(start, end), this.#filled);
    this.#filled += end - start;
  }
  end(): void {}
}

class BlobCollector extends Collector {
  override begin(length: number): void {
    if (length > MOST_COLLECTED) throw damaged(`a node of ${length} bytes`);
    super.begin(length);
  }
}

/** A blob that one node of a collection is. */
export function* readBlob(segment: Segment): Steps<Buffer> {
  const collector = new BlobCollector();
  yield* readString(segment, collector);
  return collector.bytes;
}
