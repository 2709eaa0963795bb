import {
  intset,
  listpack,
  lzfRepeated,
  lzfRuns,
  streamNode,
  ziplist,
  zipmap,
} from './packed-values.fixture.ts';

/*
 * RDB files of every version with a value of every type that the version knows, each file so small that every bit of it
 * can be turned over. After `rdb.c` of the servers; nothing of it is shared with the parser or the writer.
 */

type Bytes = readonly (Buffer | string | number)[];
export const join = (...parts: Bytes): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'number' ? Buffer.of(part) : typeof part === 'string' ? Buffer.from(part) : part,
    ),
  );

/** A length in the shortest form, or in one of 6, 14, 32 or 64 bits. */
export const length = (value: number | bigint, bits?: 6 | 14 | 32 | 64): Buffer => {
  const number = BigInt(value);
  const width = bits ?? (number < 64n ? 6 : number < 16_384n ? 14 : number < 2n ** 32n ? 32 : 64);
  if (width === 6) return Buffer.of(Number(number));
  if (width === 14) return Buffer.of(0x40 | Number(number >> 8n), Number(number & 0xffn));
  const out = Buffer.alloc(width === 32 ? 5 : 9);
  out[0] = width === 32 ? 0x80 : 0x81;
  if (width === 32) out.writeUInt32BE(Number(number), 1);
  else out.writeBigUInt64BE(number, 1);
  return out;
};

export const text = (content: string | Buffer): Buffer => {
  const plain = Buffer.from(content as string);
  return join(length(plain.length), plain);
};
const compressed = (packed: Buffer, plainBytes: number): Buffer =>
  join(0xc3, length(packed.length), length(plainBytes), packed);
const many = (count: number, make: (index: number) => Buffer): Buffer =>
  join(length(count), ...Array.from({ length: count }, (_, index) => make(index)));
const float = (value: number): Buffer => {
  const out = Buffer.alloc(8);
  out.writeDoubleLE(value);
  return out;
};
const long = (value: bigint): Buffer => {
  const out = Buffer.alloc(8);
  out.writeBigInt64LE(value);
  return out;
};
const streamId = (ms: bigint, sequence: bigint): Buffer => {
  const out = Buffer.alloc(16);
  out.writeBigUInt64BE(ms);
  out.writeBigUInt64BE(sequence, 8);
  return out;
};

/** Far enough for a test, and no round number. */
const LATER = 4_102_444_800_123n;

const stream = (revision: 1 | 2 | 3 | 4 | 5): Buffer =>
  join(
    many(1, () => join(text(streamId(1000n, 0n)), text(streamNode(3)))),
    ...[length(3), length(1002), length(1)],
    ...(revision >= 2 ? [length(1000), length(0), length(0), length(0), length(3)] : []),
    many(1, () =>
      join(
        ...[text('group'), length(1002), length(1), ...(revision >= 2 ? [length(3)] : [])],
        many(2, (index) => join(streamId(1000n + BigInt(index), index ? 1n : 0n), long(1n), length(1))),
        many(1, () =>
          join(
            ...[text('consumer'), long(1n), ...(revision >= 3 ? [long(1n)] : [])],
            many(revision >= 5 ? 1 : 2, (index) => streamId(1000n + BigInt(index), index ? 1n : 0n)),
          ),
        ),
        ...(revision >= 5 ? [many(1, () => streamId(1001n, 1n))] : []),
      ),
    ),
    ...(revision >= 4
      ? [
          length(100),
          length(100),
          many(1, () =>
            join(
              text('producer'),
              many(1, () => join(text('id'), length(1000), length(0))),
            ),
          ),
          length(1),
          length(0),
        ]
      : []),
  );

type Value = { type: number; since: number; until?: number; name: string; bytes: Buffer; magic?: 'VALKEY' };

const pair = (index: number): Buffer => join(text(`f${index}`), text(`v${index}`));
const VALUES: readonly Value[] = [
  { type: 0, since: 1, name: 'string', bytes: text('value') },
  { type: 0, since: 1, name: 'string-empty', bytes: text('') },
  { type: 0, since: 1, name: 'string-14-bit', bytes: join(length(5, 14), 'value') },
  { type: 0, since: 1, name: 'string-32-bit', bytes: join(length(5, 32), 'value') },
  { type: 0, since: 8, name: 'string-64-bit', bytes: join(length(5, 64), 'value') },
  { type: 0, since: 1, name: 'int8', bytes: join(0xc0, 0x80) },
  { type: 0, since: 1, name: 'int16', bytes: join(0xc1, 0x00, 0x80) },
  { type: 0, since: 1, name: 'int32', bytes: join(0xc2, 0, 0, 0, 0x80) },
  { type: 0, since: 1, name: 'lzf', bytes: compressed(lzfRepeated(0x61, 60), 61) },
  { type: 1, since: 1, name: 'list', bytes: many(3, (index) => text(`item ${index}`)) },
  { type: 2, since: 1, name: 'set', bytes: many(3, (index) => text(`member ${index}`)) },
  {
    type: 3,
    since: 1,
    name: 'zset',
    bytes: many(4, (index) =>
      join(text(`m${index}`), ['\u00031.5', '\u0002-7', Buffer.of(254), Buffer.of(255)][index]!),
    ),
  },
  { type: 4, since: 1, name: 'hash', bytes: many(3, pair) },
  {
    type: 5,
    since: 8,
    name: 'zset-2',
    bytes: many(3, (index) => join(text(`m${index}`), float(index - 1.5))),
  },
  {
    type: 9,
    since: 2,
    name: 'hash-zipmap',
    bytes: text(
      zipmap([
        ['a', '1'],
        ['b', '2'],
      ]),
    ),
  },
  { type: 10, since: 2, name: 'list-ziplist', bytes: text(ziplist(['a', -7, 'c'])) },
  { type: 11, since: 2, name: 'set-intset-16', bytes: text(intset(2, [-5n, 0n, 300n])) },
  { type: 11, since: 2, name: 'set-intset-64', bytes: text(intset(8, [-(2n ** 62n), 2n ** 62n])) },
  { type: 12, since: 2, name: 'zset-ziplist', bytes: text(ziplist(['a', 1, 'b', 2])) },
  { type: 13, since: 4, name: 'hash-ziplist', bytes: text(ziplist(['f', 'v', 'g', 9])) },
  { type: 14, since: 7, name: 'quicklist', bytes: many(2, (index) => text(ziplist([`n${index}`, index]))) },
  { type: 15, since: 9, name: 'stream', bytes: stream(1) },
  { type: 16, since: 10, name: 'hash-listpack', bytes: text(listpack(['f', 'v', 'g', 9])) },
  { type: 17, since: 10, name: 'zset-listpack', bytes: text(listpack(['a', 1, 'b', 2])) },
  {
    type: 18,
    since: 10,
    name: 'quicklist-2',
    bytes: many(2, (index) =>
      index ? join(length(1), text('a plain node')) : join(length(2), text(listpack(['x', 7]))),
    ),
  },
  { type: 19, since: 10, name: 'stream-2', bytes: stream(2) },
  { type: 20, since: 11, name: 'set-listpack', bytes: text(listpack(['a', 'b', 3])) },
  { type: 21, since: 11, name: 'stream-3', bytes: stream(3) },
  {
    type: 24,
    since: 12,
    name: 'hash-field-expiry',
    bytes: join(
      long(LATER),
      many(2, (index) => join(length(index), pair(index))),
    ),
  },
  {
    type: 25,
    since: 12,
    name: 'hash-listpack-field-expiry',
    bytes: join(long(LATER), text(listpack(['f', 'v', 0]))),
  },
  { type: 26, since: 13, name: 'stream-4', bytes: stream(4) },
  { type: 27, since: 14, name: 'stream-5', bytes: stream(5) },
  {
    type: 28,
    since: 14,
    name: 'array',
    bytes: join(length(2), length(0), length(0), length(1), long(5n), length(9), length(3), text('short')),
  },
  {
    type: 22,
    since: 80,
    magic: 'VALKEY',
    name: 'hash-2',
    bytes: many(2, (index) => join(pair(index), long(index ? LATER : -1n))),
  },
];

export type GeneratedFile = {
  name: string;
  magic: 'REDIS' | 'VALKEY';
  version: number;
  /** With a checksum of zeros: not to be looked at. */
  bytes: Buffer;
  keys: number;
  expires: number;
  /** By raw type byte. */
  types: Record<number, number>;
};

const header = (magic: 'REDIS' | 'VALKEY', version: number): Buffer =>
  Buffer.from(magic + String(version).padStart(9 - magic.length, '0'));
const end = (version: number): Buffer => (version >= 5 ? join(0xff, Buffer.alloc(8)) : Buffer.of(0xff));

const beginning = (magic: 'REDIS' | 'VALKEY', version: number): Buffer =>
  join(
    header(magic, version),
    ...(version >= 7
      ? [0xfa, text('redis-ver'), text('7.0.15'), 0xfa, text('redis-bits'), join(0xc0, 64)]
      : []),
    ...(version >= 10
      ? [0xf5, text('#!lua name=lib\nredis.register_function("f", function() return 1 end)')]
      : []),
    ...[0xfe, length(0)],
    ...(version >= 7 ? [0xfb, length(9), length(2)] : []),
  );

/** The key's expiry and what the server remembers of its use. */
const before = (index: number, version: number): Buffer => {
  if (index === 0) return join(0xfd, Buffer.of(0x80, 0x43, 0x6d, 0x7f));
  if (index === 1 && version >= 3) return join(0xfc, long(LATER));
  if (index === 2 && version >= 9) return join(0xf8, length(1000));
  if (index === 3 && version >= 9) return join(0xf9, 200);
  return Buffer.alloc(0);
};

const knows = (value: Value, magic: 'REDIS' | 'VALKEY', version: number): boolean => {
  if (magic === 'VALKEY') return value.magic === 'VALKEY' || value.since <= 11;
  return value.magic === undefined && value.since <= version;
};

/** One file with every value that the version knows. */
export const fileOf = (magic: 'REDIS' | 'VALKEY', version: number): GeneratedFile => {
  const values = VALUES.filter((value) => knows(value, magic, version));
  const types: Record<number, number> = {};
  const records = values.map((value, index) => {
    types[value.type] = (types[value.type] ?? 0) + 1;
    return join(before(index, version), value.type, text(`key:${value.name}`), value.bytes);
  });
  return {
    name: `${magic} ${version}`,
    magic,
    version,
    bytes: join(beginning(magic, version), ...records, end(version)),
    keys: values.length,
    expires: version >= 3 ? 2 : 1,
    types,
  };
};

/** One small file for each value, of the least version that knows it. */
export const smallFiles = (): GeneratedFile[] =>
  VALUES.map((value) => {
    const magic = value.magic ?? 'REDIS';
    return {
      name: value.name,
      magic,
      version: value.since,
      bytes: join(header(magic, value.since), 0xfe, 0, value.type, text('k'), value.bytes, end(value.since)),
      keys: 1,
      expires: 0,
      types: { [value.type]: 1 },
    };
  });

export const ALL_VERSIONS: readonly (readonly ['REDIS' | 'VALKEY', number])[] = [
  ...Array.from({ length: 14 }, (_, index) => ['REDIS', index + 1] as const),
  ['VALKEY', 80],
];

/** A file of about `bytes` bytes: strings, lists and hashes of random lengths, some of them longer than any chunk. */
export const largeFile = (bytes: number, random: () => number): GeneratedFile => {
  const parts: Buffer[] = [];
  const types: Record<number, number> = {};
  let size = 0;
  let keys = 0;
  const noise = (most: number): Buffer => {
    const out = Buffer.allocUnsafe(Math.floor(random() ** 4 * most));
    for (let at = 0; at < out.length; at += 1) out[at] = random() * 256;
    return out;
  };
  while (size < bytes) {
    const type = [0, 0, 1, 2, 4, 5, 18][Math.floor(random() * 7)]!;
    const count = 1 + Math.floor(random() * 20);
    const value =
      type === 0
        ? random() < 0.2
          ? compressed(lzfRuns(Buffer.alloc(300, keys)), 300)
          : text(noise(50_000))
        : many(type === 4 ? 2 * count : count, (index) =>
            type === 5
              ? join(text(`member ${index}`), float(random()))
              : type === 18
                ? join(length(1), text(join('x', noise(2000))))
                : text(join(`${index} `, noise(300))),
          );
    // A hash counts its pairs.
    const counted = type === 4 ? join(length(count), value.subarray(length(2 * count).length)) : value;
    const part = join(type, text(`key:${keys}:${Math.floor(random() * 1e9)}`), counted);
    types[type] = (types[type] ?? 0) + 1;
    keys += 1;
    size += part.length;
    parts.push(part);
  }
  return {
    name: 'large',
    magic: 'REDIS',
    version: 10,
    bytes: join(header('REDIS', 10), 0xfe, 0, ...parts, end(10)),
    keys,
    expires: 0,
    types,
  };
};
