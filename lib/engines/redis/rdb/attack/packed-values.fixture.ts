/*
 * The packed forms in which servers keep small collections, byte by byte. Written after the servers' own descriptions
 * (`ziplist.c`, `listpack.c`, `intset.c`, `zipmap.c`, `t_stream.c`); nothing of it is shared with the parser.
 */

export type Text = string | number;

const u16 = (value: number): Buffer => {
  const out = Buffer.alloc(2);
  out.writeUInt16LE(value);
  return out;
};
const u32 = (value: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
};

/** Entries below 64 bytes; numbers from -128 to 127. */
export const ziplist = (entries: readonly Text[]): Buffer => {
  let before = 0;
  let tail = 10;
  const bodies = entries.map((entry) => {
    const content =
      typeof entry === 'number'
        ? Buffer.from([0xfe, entry & 0xff])
        : Buffer.concat([Buffer.of(entry.length), Buffer.from(entry)]);
    const body = Buffer.concat([Buffer.of(before), content]);
    tail += before;
    before = body.length;
    return body;
  });
  const all = Buffer.concat(bodies);
  return Buffer.concat([u32(11 + all.length), u32(tail), u16(entries.length), all, Buffer.of(0xff)]);
};

/** Entries below 64 bytes; numbers from 0 to 127, and -4096 to 4095 in two bytes. */
export const listpack = (entries: readonly Text[]): Buffer => {
  const bodies = entries.map((entry) => {
    if (typeof entry === 'number') {
      if (entry >= 0 && entry < 128) return Buffer.from([entry, 1]);
      const bits = entry & 0x1fff;
      return Buffer.from([0xc0 | (bits >> 8), bits & 0xff, 2]);
    }
    return Buffer.concat([Buffer.of(0x80 | entry.length), Buffer.from(entry), Buffer.of(1 + entry.length)]);
  });
  const all = Buffer.concat(bodies);
  return Buffer.concat([u32(7 + all.length), u16(entries.length), all, Buffer.of(0xff)]);
};

/** Sorted numbers of `width` bytes each. */
export const intset = (width: 2 | 4 | 8, numbers: readonly bigint[]): Buffer => {
  const out = Buffer.alloc(8 + width * numbers.length);
  out.writeUInt32LE(width, 0);
  out.writeUInt32LE(numbers.length, 4);
  for (const [index, number] of numbers.entries()) {
    const at = 8 + width * index;
    if (width === 2) out.writeInt16LE(Number(number), at);
    else if (width === 4) out.writeInt32LE(Number(number), at);
    else out.writeBigInt64LE(number, at);
  }
  return out;
};

export const zipmap = (pairs: readonly (readonly [string, string])[]): Buffer =>
  Buffer.concat([
    Buffer.of(pairs.length),
    ...pairs.map(([field, value]) =>
      Buffer.concat([
        Buffer.of(field.length),
        Buffer.from(field),
        Buffer.of(value.length, 0),
        Buffer.from(value),
      ]),
    ),
    Buffer.of(0xff),
  ]);

/** The entries of one node of a stream, all with the same two fields: their ids count up from the node's own. */
export const streamNode = (count: number): Buffer => {
  const same = 2;
  const entries = Array.from({ length: count }, (_, index) => [
    ...[same, index, index === 0 ? 0 : 1, `a${index}`, `b${index}`],
    5,
  ]);
  return listpack([count, 0, 2, 'one', 'two', 0, ...entries.flat()]);
};

/** What LZF makes of a text when it finds nothing to shorten: runs of up to 32 bytes. */
export const lzfRuns = (text: Buffer): Buffer => {
  const runs: Buffer[] = [];
  for (let at = 0; at < text.length; at += 32) {
    const run = text.subarray(at, at + 32);
    runs.push(Buffer.of(run.length - 1), run);
  }
  return Buffer.concat(runs);
};

/** LZF of one byte, many times: a literal, then a reference to it (9 to 264 bytes more). */
export const lzfRepeated = (byte: number, more: number): Buffer => Buffer.of(0, byte, 0xe0, more - 9, 0);
