import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import type { CommandArgument } from '#lib/engines/redis/resp/encode-command';
import { type Reply, ReplyError } from '#lib/engines/redis/resp/reply';

/** What differs between the servers of the family. */
export type DataOptions = {
  product: 'redis' | 'valkey' | 'keydb' | 'dragonfly';
  /** Bytes of the one large value; default 3 MiB, so that it never fits one read. */
  largeBytes?: number;
  /** Hash fields with a time to live (HPEXPIREAT): Redis from 7.4, Valkey from 9.0. */
  fieldExpiry?: boolean;
  /** Function libraries: Redis and Valkey from 7.0. */
  functions?: boolean;
  /** Dragonfly's own types (JSON, Bloom filter, members that expire), which no other server loads. */
  ownTypes?: boolean;
  /** Values of the modules JSON, Bloom and TimeSeries. */
  modules?: boolean;
  /** Vector sets: Redis from 8.0. */
  vectorSets?: boolean;
};

type Command = readonly CommandArgument[];

/** Far enough that no test sees them pass, apart by a millisecond; all below Dragonfly's limit of 8.5 years. */
const EXPIRY = Date.now() + 400 * 24 * 3600 * 1000;

const words = (count: number, prefix: string, width = 1): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`.padEnd(width, '.'));

/** Bytes that no compression shortens, the same on every run (xorshift32). */
export const noise = (bytes: number, seed = 1): Buffer => {
  const out = Buffer.allocUnsafe(bytes);
  let x = seed * 2654435761 || 1;
  for (let i = 0; i < bytes; i += 1) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    out[i] = x;
  }
  return out;
};

const strings = (): Command[] => [
  ['SET', 'string:int', '12345'],
  ['SET', 'string:int:shared', '7'],
  ['SET', 'string:int:negative', '-9'],
  ['SET', 'string:int:64', '9223372036854775807'],
  ['SET', 'string:int:least', '-9223372036854775808'],
  ['SET', 'string:no-int', '0123'],
  ['SET', 'string:empty', ''],
  ['SET', 'string:embedded', 'short'],
  ['SET', 'string:raw', 'x'.repeat(100) + 'y'.repeat(20)],
  ['SET', 'string:compressible', 'abc'.repeat(5000)],
  ['SET', 'string:noise', noise(5000)],
  ['SET', 'string:utf8', 'Grüße, 世界 🙂'],
  ['SET', '', 'the empty key'],
  ['SET', Buffer.from([0, 1, 2, 255, 13, 10, 36, 42]), Buffer.from([0, 255, 13, 10])],
  ['SET', 'k'.repeat(20_000), 'a long key'],
  ['SET', '12345', 'a key that is a number'],
  ['APPEND', 'string:appended', 'one'],
  ['APPEND', 'string:appended', ' two'],
  ['SETBIT', 'bitmap', '100000', '1'],
  ['PFADD', 'hyperloglog:sparse', ...words(10, 'e')],
  ['PFADD', 'hyperloglog:dense', ...words(5000, 'e')],
];

const lists = (): Command[] => [
  ['RPUSH', 'list:small', 'a', 'b', '1', '-200', '70000', '5000000000', ''],
  ['RPUSH', 'list:binary', Buffer.from([0]), Buffer.from([255, 254]), noise(300)],
  ['RPUSH', 'list:large', ...words(3000, 'element-', 40)],
  ['RPUSH', 'list:large-elements', noise(10_000, 2), 'x'.repeat(70_000), 'small'],
];

const sets = (): Command[] => [
  ['SADD', 'set:int16', '1', '2', '-3'],
  ['SADD', 'set:int32', '1', '100000'],
  ['SADD', 'set:int64', '1', '5000000000', '-9223372036854775808'],
  ['SADD', 'set:small', 'a', 'b', 'c', '1'],
  ['SADD', 'set:large', ...words(2000, 'member-')],
  ['SADD', 'set:long-member', 'm'.repeat(200), 'b'],
];

const sortedSets = (): Command[] => [
  ['ZADD', 'zset:small', '1', 'a', '-2.5', 'b', '0', 'c'],
  [
    'ZADD',
    'zset:limits',
    'inf',
    'top',
    '-inf',
    'bottom',
    '1.7976931348623157e308',
    'max',
    '5e-324',
    'min',
    '0.1',
    'tenth',
  ],
  ['ZADD', 'zset:large', ...words(2000, 'member-').flatMap((member, i) => [String(i * 1.25 - 700), member])],
  ['ZADD', 'zset:long-member', '1', 'm'.repeat(200)],
  ['GEOADD', 'geo', '13.361389', '38.115556', 'Palermo', '15.087269', '37.502669', 'Catania'],
];

const hashes = (): Command[] => [
  ['HSET', 'hash:small', 'a', '1', 'b', 'two', '', 'empty field', 'empty value', ''],
  ['HSET', 'hash:large', ...words(2000, 'field-').flatMap((field, i) => [field, `value ${i}`])],
  ['HSET', 'hash:long-value', 'field', 'v'.repeat(500), 'noise', noise(500, 3)],
];

const streams = (): Command[] => [
  ...Array.from(
    { length: 250 },
    (_, i): Command => ['XADD', 'stream', `${1000 + i}-${i % 3}`, 'n', `${i}`, 'text', `entry ${i}`],
  ),
  ['XADD', 'stream', '5000-1', 'other', 'fields', 'binary', noise(50)],
  ['XDEL', 'stream', '1003-0', '1010-1'],
  ['XGROUP', 'CREATE', 'stream', 'readers', '0'],
  ['XREADGROUP', 'GROUP', 'readers', 'alice', 'COUNT', '20', 'STREAMS', 'stream', '>'],
  ['XREADGROUP', 'GROUP', 'readers', 'bob', 'COUNT', '5', 'STREAMS', 'stream', '>'],
  ['XACK', 'stream', 'readers', '1000-0', '1001-1'],
  ['XCLAIM', 'stream', 'readers', 'bob', '0', '1002-2'],
  ['XGROUP', 'CREATE', 'stream', 'idle', '$'],
  ['XADD', 'stream:emptied', '1-1', 'a', 'b'],
  ['XDEL', 'stream:emptied', '1-1'],
  ['XGROUP', 'CREATE', 'stream:created', 'group', '$', 'MKSTREAM'],
  ['XADD', 'stream:trimmed', 'MAXLEN', '3', '1-0', 'a', '1'],
  ...words(5, '').map((i): Command => ['XADD', 'stream:trimmed', 'MAXLEN', '3', `2-${i}`, 'a', i]),
];

const expiring = (): Command[] => [
  ...['string:int', 'list:small', 'set:small', 'zset:small', 'hash:small', 'stream', 'hash:large'].map(
    (key, i): Command => ['PEXPIREAT', key, EXPIRY + i * 1001],
  ),
  ['SET', 'expiring:soon', 'in an hour', 'PX', 3_600_000],
  ['SET', 'expiring:late', 'in eight years', 'PX', 8 * 365 * 24 * 3600 * 1000],
];

const fieldExpiry = (): Command[] => [
  ['HSET', 'hash:field-expiry', ...words(10, 'f').flatMap((field) => [field, 'v'])],
  ['HPEXPIREAT', 'hash:field-expiry', EXPIRY, 'FIELDS', '2', 'f1', 'f2'],
  ['HSET', 'hash:field-expiry:large', ...words(1000, 'f').flatMap((field) => [field, 'v'])],
  ['HPEXPIREAT', 'hash:field-expiry:large', EXPIRY + 5, 'FIELDS', '2', 'f7', 'f8'],
];

const functions = (): Command[] => [
  [
    'FUNCTION',
    'LOAD',
    'REPLACE',
    "#!lua name=first\nredis.register_function('one', function() return 1 end)",
  ],
  [
    'FUNCTION',
    'LOAD',
    'REPLACE',
    `#!lua name=second\n-- ${'long '.repeat(100)}\nredis.register_function('two', function() return 2 end)`,
  ],
];

const dragonflyTypes = (): Command[] => [
  ['JSON.SET', 'json', '$', '{"a":[1,2,{"b":"c"}],"d":null}'],
  ['BF.ADD', 'bloom', 'item'],
  ['SADDEX', 'set:member-expiry', '100000', 'a', 'b'],
  ['HSETEX', 'hash:field-expiry', '100000', 'f', 'v'],
];

const moduleValues = (): Command[] => [
  ['JSON.SET', 'module:json', '$', '{"a":[1,2,{"b":"c"}],"d":null,"e":1.5}'],
  ['JSON.SET', 'module:json:large', '$', JSON.stringify(words(3000, 'element '))],
  ['BF.RESERVE', 'module:bloom', '0.01', '1000'],
  ['BF.MADD', 'module:bloom', ...words(1500, 'item')],
  ['CF.ADD', 'module:cuckoo', 'item'],
  ['CMS.INITBYDIM', 'module:count-min', '200', '5'],
  ['CMS.INCRBY', 'module:count-min', 'item', '3'],
  ['TOPK.RESERVE', 'module:top-k', '5'],
  ['TOPK.ADD', 'module:top-k', ...words(20, 'item')],
  ['TDIGEST.CREATE', 'module:t-digest'],
  ['TDIGEST.ADD', 'module:t-digest', '1', '2', '3.5'],
  ['TS.CREATE', 'module:series', 'LABELS', 'sensor', 'one'],
  ...words(500, '').map((i): Command => ['TS.ADD', 'module:series', 1000 + Number(i) * 10, i]),
  ['PEXPIREAT', 'module:json', EXPIRY + 7],
];

const vectors = (prefix: string, count: number, ...more: string[]): Command[] =>
  words(count, prefix).map((element, i) => [
    'VADD',
    `vectors:${prefix}`,
    ...['VALUES', '4', `${i}`, `${(i * 7) % 11}`, '0.5', `${-i / 3}`],
    element,
    ...more,
  ]);

const vectorSets = (): Command[] => [
  ...vectors('exact', 200, 'NOQUANT'),
  ...vectors('quantised', 50),
  ...vectors('binary', 20, 'BIN'),
  ['VSETATTR', 'vectors:exact', 'exact3', '{"year":1999}'],
  ['PEXPIREAT', 'vectors:binary', EXPIRY + 9],
];

/** Other databases; the large value is a string, and a hash whose payload is above a megabyte. */
const elsewhere = (largeBytes: number): [number, Command][] => [
  [1, ['SET', 'string:int', 'the same name in another database']],
  [
    1,
    [
      'SET',
      'large',
      Buffer.concat([noise(largeBytes >> 1, 5), Buffer.alloc(largeBytes - (largeBytes >> 1), 'z')]),
    ],
  ],
  [1, ['PEXPIREAT', 'large', EXPIRY]],
  [1, ['HSET', 'large:hash', ...words(300, 'f').flatMap((field, i) => [field, noise(6000, i + 9)])]],
  [9, ['RPUSH', 'list:nine', 'a']],
  [15, ['SET', 'last', 'database']],
];

/** Every type and encoding, by database. Deterministic but for the time. */
const everyType = (options: DataOptions): [number, Command][] => {
  const inFirst = [
    ...strings(),
    ...lists(),
    ...sets(),
    ...sortedSets(),
    ...hashes(),
    ...streams(),
    ...expiring(),
    ...(options.fieldExpiry ? fieldExpiry() : []),
    ...(options.functions ? functions() : []),
    ...(options.ownTypes && options.product === 'dragonfly' ? dragonflyTypes() : []),
    ...(options.modules ? moduleValues() : []),
    ...(options.vectorSets ? vectorSets() : []),
    ...(options.product === 'keydb'
      ? [
          ['SADD', 'set:member-expiry', 'a', 'b', 'c'],
          ['EXPIREMEMBER', 'set:member-expiry', 'b', '100000'],
        ]
      : []),
  ];
  return [
    ...inFirst.map((command): [number, Command] => [0, command]),
    ...elsewhere(options.largeBytes ?? 3 << 20),
  ];
};

/** Writes the data set through an open connection, which is left in database 0. */
export const fillEveryType = async (connection: RedisConnection, options: DataOptions): Promise<void> => {
  const calls: { words: string; reply: Promise<Reply> }[] = [];
  let selected = -1;
  const send = (command: Command) =>
    calls.push({ words: command.map(String).join(' ').slice(0, 60), reply: connection.tryCall(command) });
  for (const [database, command] of everyType(options)) {
    if (database !== selected) send(['SELECT', database]);
    selected = database;
    send(command);
    await connection.drained();
  }
  send(['SELECT', 0]);
  for (const { words: text, reply } of calls) {
    const answer = await reply;
    if (answer instanceof ReplyError) throw new Error(`${text}: ${answer.message}`);
  }
};

const GENERATED = 50_000;

/**
 * Many small keys in database 0, `key:<n>` with values of 8 to 40 bytes and a time to live on each tenth; for speed and
 * memory. Sent in large pieces.
 */
export const fillSmallKeys = async (connection: RedisConnection, count: number): Promise<void> => {
  for (let from = 0; from < count; from += GENERATED) {
    const parts: string[] = [];
    const to = Math.min(count, from + GENERATED);
    for (let i = from; i < to; i += 1) {
      const key = `key:${i}`;
      const value = `value-${i}-`.padEnd(8 + (i % 33), 'x');
      const expiry = i % 10 === 0 ? `$4\r\nPXAT\r\n$13\r\n${EXPIRY + i}\r\n` : '';
      parts.push(
        `*${expiry ? 5 : 3}\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n${expiry}`,
      );
    }
    let errors = '';
    await new Promise<void>((resolve, reject) => {
      const unexpected = () => reject(new Error('unexpected reply'));
      let left = to - from;
      connection.expect(left, {
        status: () => {
          left -= 1;
          if (left === 0) resolve();
        },
        error: (text) => {
          errors = text;
          reject(new Error(errors));
        },
        integer: unexpected,
        bulk: unexpected,
        nil: unexpected,
        array: unexpected,
        fail: reject,
      });
      connection.write(Buffer.from(parts.join(''), 'latin1'));
    });
  }
};
