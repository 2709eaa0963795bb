import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmberError } from '#lib/domain/errors';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import dumps from './fixtures/dragonfly-dumps.json' with { type: 'json' };
import {
  aux,
  bytes,
  double,
  expireMs,
  int64,
  len,
  len64,
  moduleId,
  rdbFile,
  record,
  selectDb,
  str,
  times,
} from './fixtures/rdb-bytes.ts';
import { SAMPLE_VALUES } from './fixtures/sample-values.ts';
import { RdbParser } from './rdb-parser.ts';
import type { RdbEntry } from './rdb-visitor.ts';

const NOW = 1_700_000_000_000;
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

/** Everything a visitor is told, as text, with value bytes joined. */
const read = (
  file: Uint8Array,
  cut: (from: number) => number = () => file.length,
): { facts: RdbFacts; seen: string[] } => {
  const seen: string[] = [];
  let value: Buffer[] = [];
  const parser = new RdbParser(
    {
      aux: (name, text) => seen.push(`aux ${name}=${text}`),
      functionLibrary: (code) => seen.push(`function ${Buffer.from(code)}`),
      keyBegin: (entry: RdbEntry) => {
        seen.push(`key ${entry.database} ${hex(entry.key)} ${entry.type} ${entry.expireAt}`);
        value = [];
      },
      valueBytes: (chunk, start, end) => value.push(Buffer.from(chunk.subarray(start, end))),
      keyEnd: () => seen.push(`value ${hex(Buffer.concat(value))}`),
      memberExpiry: (member, at) => seen.push(`member ${hex(member)} ${at}`),
    },
    NOW,
  );
  for (let from = 0; from < file.length; ) {
    const to = Math.min(file.length, from + cut(from));
    // A buffer of its own that is wiped afterwards: nothing may still point into it.
    const chunk = Buffer.from(file.subarray(from, to));
    parser.write(chunk);
    chunk.fill(0xee);
    from = to;
  }
  return { facts: parser.end(), seen };
};

const failure = (
  file: Uint8Array,
  chunk = file.length || 1,
): { code: string; offset: number | undefined; message: string } => {
  try {
    read(file, () => chunk);
  } catch (error) {
    if (!isAmberError(error)) throw error;
    return { code: error.code, offset: error.offset, message: error.message };
  }
  throw new Error('the file was accepted');
};

const versionOf = (sample: { version: number }): number => Math.max(sample.version, 5);

describe('every type', () => {
  const samples = [
    ...SAMPLE_VALUES,
    ...Object.entries(dumps).map(([name, dump]) => {
      const payload = Buffer.from(dump.dump, 'base64');
      const value = payload.subarray(1, payload.length - 10);
      return {
        name: `Dragonfly’s ${name}`,
        type: dump.rdbType,
        magic: 'REDIS' as const,
        version: 11,
        word: dump.type,
        value,
      };
    }),
  ];

  it.each(samples)('steps over $name ($type)', ({ type, magic, version, word, value }) => {
    const records = [
      selectDb(0),
      record(0, 'before', str('b')),
      record(type, 'key', value),
      record(0, 'after', str('a')),
    ];
    const file = rdbFile(records, { magic, version });
    const whole = read(file);
    expect(whole.seen.slice(2, 4)).toEqual([
      `key 0 ${hex(Buffer.from('key'))} ${type} null`,
      `value ${hex(value)}`,
    ]);
    expect(whole.seen).toHaveLength(6);
    expect(whole.facts.types[word]).toBe(word === 'string' ? 3 : 1);
    expect(whole.facts.typeCodes[type]).toBe(type === 0 ? 3 : 1);
    expect(whole.facts.databases).toEqual({ 0: { keys: 3, expires: 0 } });
    expect(whole.facts.checksum).toBe(version < 5 ? 'absent' : 'ok');
    expect(whole.facts.largest.find((entry) => entry.key === 'key')?.payloadBytes).toBe(value.length + 11);
    for (const size of [1, 2, 3, 7, 33]) expect(read(file, () => size)).toEqual(whole);
  });

  it.each(samples)('finds $name ($type) truncated at every byte', ({ type, magic, version, value }) => {
    const file = rdbFile([record(type, 'key', value)], { magic, version });
    for (let length = 0; length < file.length; length += length < 1000 ? 1 : 97)
      expect(failure(file.subarray(0, length))).toMatchObject({ code: 'truncated', offset: length });
  });

  it.each(samples.filter((sample) => sample.value.length < 2000))(
    'notices any flipped bit in $name ($type)',
    (sample) => {
      const file = rdbFile([record(sample.type, 'key', sample.value)], {
        magic: sample.magic,
        version: versionOf(sample),
      });
      for (let bit = 0; bit < file.length * 8; bit += 1) {
        file[bit >> 3]! ^= 1 << (bit & 7);
        expect(failure(file).code).toMatch(
          /^(truncated|checksum|unknown-type|unsupported-version|malformed)$/,
        );
        file[bit >> 3]! ^= 1 << (bit & 7);
      }
      expect(read(file).facts.bytes).toBe(file.length);
    },
  );
});

describe('versions', () => {
  it.each(Array.from({ length: 13 }, (_, index) => index + 1))('reads REDIS version %i', (version) => {
    const { facts } = read(rdbFile([record(0, 'k', str('v'))], { version }));
    expect(facts).toMatchObject({
      magic: 'REDIS',
      rdbVersion: version,
      checksum: version < 5 ? 'absent' : 'ok',
    });
  });

  it('reads VALKEY 80', () => {
    expect(read(rdbFile([], { magic: 'VALKEY' })).facts).toMatchObject({
      magic: 'VALKEY',
      rdbVersion: 80,
      databases: {},
      types: {},
    });
  });

  it.each([
    ['REDIS', 0],
    ['REDIS', 15],
    ['REDIS', 80],
    ['REDIS', 9999],
    ['VALKEY', 11],
    ['VALKEY', 81],
  ] as const)('refuses %s %i', (magic, version) => {
    expect(failure(rdbFile([], { magic, version }))).toMatchObject({
      code: 'unsupported-version',
      offset: 0,
    });
  });

  it.each([
    'HELLO',
    'REDIS',
    'REDISx',
    'REDIS00a1xxxxx',
    'VALKEY8 0xxxx',
    '\0\0\0\0\0\0\0\0\0',
    '{"format":1}',
  ])('takes %j for what it is', (text) => {
    expect(failure(Buffer.from(text)).code).toBe(
      'REDIS'.startsWith(text) ? 'truncated' : text === 'REDISx' ? 'truncated' : 'malformed',
    );
  });

  it('takes an absent checksum as such', () => {
    expect(read(rdbFile([record(0, 'k', str('v'))], { checksum: 'absent' })).facts.checksum).toBe('absent');
  });

  it('tells the two types 22 apart by the magic', () => {
    const valkey = times(1, () => bytes(str('f'), str('v'), int64(-1n)));
    expect(read(rdbFile([record(22, 'k', valkey)], { magic: 'VALKEY' })).facts.types).toEqual({ hash: 1 });
    expect(() => read(rdbFile([record(22, 'k', valkey)], { version: 12 }))).toThrow();
  });
});

describe('what stands around keys', () => {
  it('keeps the beginning of a long aux field only, and no NUL', () => {
    const file = rdbFile([aux('lua', `return\0${'x'.repeat(200_000)}`), aux('short', 'a\0b')]);
    for (const size of [file.length, 7, 65_536]) {
      const { facts } = read(file, () => size);
      expect(facts.aux.lua).toMatch(/^return\\x00x{993}$/);
      expect(facts.aux.short).toBe('a\\x00b');
    }
    const endless = new RdbParser();
    const before = process.memoryUsage().arrayBuffers;
    const filler = Buffer.alloc(1 << 20, 120);
    endless.write(bytes('REDIS0010', 250, str('lua'), len(300 << 20)));
    for (let megabytes = 0; megabytes < 299; megabytes += 1) endless.write(filler);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
    const beyond = rdbFile([bytes(250, str('lua'), len((512 << 20) + 1))]);
    expect(failure(beyond)).toMatchObject({ code: 'malformed' });
  });

  it('counts up to 65,536 databases', () => {
    const select = (count: number) => rdbFile(Array.from({ length: count }, (_, index) => selectDb(index)));
    expect(read(select(65_536)).facts.databases).toEqual({});
    expect(failure(select(65_537))).toMatchObject({
      code: 'malformed',
      message: expect.stringContaining('too many databases'),
    });
  });

  it('counts databases, expiries, functions, modules and aux fields', () => {
    const far = BigInt(NOW) + 268_435_455_001n;
    const file = rdbFile([
      aux('redis-ver', '7.0.15'),
      aux('used-mem', bytes()),
      bytes(250, str('redis-bits'), [0xc0, 64]),
      bytes(245, str('#!lua name=one')),
      bytes(245, [0xc3], len(6), len(102), [1, 97, 97, 0xe0, 91, 0]),
      bytes(247, moduleId('ReJSON-RL', 3), len(2), len(2), [5], str('aux'), [0]),
      selectDb(0),
      bytes(251, len(3), len(1)),
      expireMs(1_600_000_000_000n),
      record(0, 'a', str('1')),
      bytes(253, [0, 0x94, 0x35, 0x77]),
      record(0, 'b', str('2')),
      record(0, 'c', str('3')),
      selectDb(300),
      bytes(248, len64(99n)),
      expireMs(far),
      record(
        2,
        'd',
        times(1, () => str('m')),
      ),
      bytes(249, 200),
      record(0, 'e', str('5')),
      selectDb(0),
      expireMs(0x7fff_ffff_ffff_ffffn),
      record(0, 'f', str('6')),
      bytes(244, len(1), len(20_000), len(0)),
    ]);
    const { facts, seen } = read(file);
    expect(facts).toMatchObject({
      databases: { 0: { keys: 4, expires: 3 }, 300: { keys: 2, expires: 1 } },
      types: { string: 5, set: 1 },
      typeCodes: { 0: 5, 2: 1 },
      functions: 2,
      modules: ['ReJSON-RL'],
      aux: { 'redis-ver': '7.0.15', 'used-mem': '', 'redis-bits': '64' },
      earliestExpiry: 1_600_000_000_000,
      latestExpiry: Number.MAX_SAFE_INTEGER,
      longExpiries: 3,
      memberExpiries: 0,
      bytes: file.length,
    });
    expect(seen).toContain('function #!lua name=one');
    expect(seen).toContain(`function ${'a'.repeat(102)}`);
    expect(seen).toContain(`key 0 62 0 2000000000000`);
    expect(seen).toContain(`key 0 63 0 null`);
    expect(seen).toContain(`key 300 64 2 ${far}`);
    expect(read(file, () => 1)).toEqual({ facts, seen });
  });

  it('gives member expiries of KeyDB', () => {
    const member = bytes([0, 255, 0xee]);
    const file = rdbFile(
      [
        bytes(250, str('mvcc-tstamp'), str('1844')),
        record(
          2,
          's',
          times(1, () => str(member)),
        ),
        aux('keydb-subexpire-key', member),
        aux('keydb-subexpire-when', '1795414121336'),
        bytes(
          250,
          str('keydb-subexpire-key'),
          [0xc0, 12],
          250,
          str('keydb-subexpire-when'),
          [0xc2, 1, 0, 0, 0],
        ),
        record(0, 'k', str('v')),
      ],
      { version: 9 },
    );
    const { facts, seen } = read(file);
    expect(facts).toMatchObject({ memberExpiries: 2, aux: {} });
    expect(seen.filter((line) => line.startsWith('member'))).toEqual([
      'member 00ffee 1795414121336',
      'member 3132 1',
    ]);
    expect(seen.indexOf('member 00ffee 1795414121336')).toBe(3);
  });

  it('reads metadata of keys of Redis 8.6 and imported slots of Valkey', () => {
    const spec = Buffer.alloc(4);
    spec.writeUInt32LE(((10 << 26) | (12 << 20) | (19 << 14) | (53 << 8) | 1) >>> 0);
    const meta = bytes(243, len(2), spec, [2], len(7), [5], str('meta'), [0], spec, [0]);
    const { facts } = read(rdbFile([meta, record(0, 'k', str('v'))], { version: 13 }));
    expect(facts).toMatchObject({ modules: ['META-KMT1'], types: { string: 1 } });
    const slots = bytes(
      243,
      str('j'.repeat(40)),
      times(2, (index) => bytes(len(index), len(index + 9))),
    );
    expect(read(rdbFile([slots, record(0, 'k', str('v'))], { magic: 'VALKEY' })).facts.types).toEqual({
      string: 1,
    });
  });

  it('decodes keys, however they are written', () => {
    const keys = [
      bytes([0xc0, 0x85]),
      bytes([0xc1, 0xd2, 0x04]),
      bytes([0xc2, 0xff, 0xff, 0xff, 0x7f]),
      bytes([0xc3], len(6), len(102), [1, 97, 97, 0xe0, 91, 0]),
      str('x'.repeat(100)),
      str('y'.repeat(70_000)),
      bytes(len64(3n), 'abc'),
      str(''),
    ];
    const { seen, facts } = read(rdbFile(keys.map((key) => bytes(0, key, str('v')))));
    const texts = seen
      .filter((line) => line.startsWith('key'))
      .map((line) => Buffer.from(line.split(' ')[2]!, 'hex').toString());
    expect(texts).toEqual([
      '-123',
      '1234',
      '2147483647',
      'a'.repeat(102),
      'x'.repeat(100),
      'y'.repeat(70_000),
      'abc',
      '',
    ]);
    expect(facts.largest.map((entry) => entry.key.slice(0, 4))).toEqual([
      '-123',
      '1234',
      '2147',
      'aaaa',
      'xxxx',
      'yyyy',
      'abc',
      '',
    ]);
    expect(read(rdbFile(keys.map((key) => bytes(0, key, str('v')))), () => 1)).toEqual({ seen, facts });
  });

  it('names the sixteen largest values', () => {
    const sizes = Array.from({ length: 40 }, (_, index) => (index * 17) % 40);
    const { facts } = read(
      rdbFile([selectDb(2), ...sizes.map((size) => record(0, `k${size}`, str('v'.repeat(size))))]),
    );
    expect(facts.largest.map((entry) => entry.key)).toEqual(
      Array.from({ length: 16 }, (_, index) => `k${39 - index}`),
    );
    expect(facts.largest[0]).toEqual({ database: 2, key: 'k39', type: 'string', payloadBytes: 39 + 1 + 11 });
    const odd = read(rdbFile([record(0, bytes([0, 9, 127, 200], 'ü', 'z'.repeat(300)), str('v'))])).facts
      .largest[0]!;
    expect(odd.key).toMatch(/^\\x00\\x09\\x7f\\xc8\\xfcz+$/);
    expect(odd.key).toHaveLength(200);
  });
});

describe('what it refuses', () => {
  const k = str('k');
  it.each([
    ['type 8', bytes(8, k, str('v')), {}, 9, 'unknown-type'],
    ['a module of release candidates', bytes(6, k, str('v')), {}, 9, 'unknown-type'],
    ['type 29', bytes(29, k), { version: 14 }, 9, 'unknown-type'],
    ['type 38', bytes(38, k), {}, 9, 'unknown-type'],
    ['type 23 in a file of Valkey', bytes(23, k, str('v')), { magic: 'VALKEY' as const }, 9, 'unknown-type'],
    [
      'a Dragonfly type in a file of Valkey',
      bytes(30, k, str('v')),
      { magic: 'VALKEY' as const },
      9,
      'unknown-type',
    ],
    ['functions of release candidates', bytes(246, k), { version: 10 }, 9, 'unknown-type'],
    ['opcode 243 before Redis 8.6', bytes(243, len(0)), { version: 12 }, 9, 'unknown-type'],
    ['a record of Dragonfly’s own', bytes(210, [1, 0, 0, 0]), { version: 9 }, 9, 'unknown-type'],
    ['unknown marks of a Dragonfly key', bytes(220, [4, 0, 0, 0]), { version: 9 }, 10, 'malformed'],
    ['more unknown marks of a Dragonfly key', bytes(220, [1, 0, 0, 1]), { version: 9 }, 10, 'malformed'],
    ['an array with an unknown flag', bytes(28, k, len(1), len(2)), { version: 14 }, 12, 'malformed'],
    [
      'an array with an unknown tag',
      bytes(28, k, len(1), len(0), len(7), len(4)),
      { version: 14 },
      14,
      'malformed',
    ],
    ['an unknown string encoding', bytes(0, k, 0xc4), {}, 12, 'malformed'],
    ['an unknown length byte', bytes(0, k, 0x82), {}, 12, 'malformed'],
    ['a length beyond 2^53', bytes(0, k, len64(2n ** 53n)), {}, 12, 'malformed'],
    ['a length of 64 bits', bytes(2, k, len64(2n ** 64n - 1n)), {}, 12, 'malformed'],
    ['an encoded string for a count', bytes(1, k, [0xc0, 1]), {}, 12, 'malformed'],
    ['an encoded string for a number', bytes(18, k, len(1), [0xc0, 1]), {}, 13, 'malformed'],
    ['a compressed string that claims too much', bytes(0, k, [0xc3], len(2), len(177)), {}, 12, 'malformed'],
    [
      'a compressed key that cannot be expanded',
      bytes(0, [0xc3], len(3), len(9), [0, 97, 0], str('v')),
      {},
      10,
      'malformed',
    ],
    ['an unknown module opcode', bytes(7, k, len(1), len(6)), {}, 13, 'malformed'],
    [
      'a filter’s piece that is too long',
      bytes(34, k, len(0), Buffer.alloc(16), len(0), len(0), len(0), len(1), len(1), len(4), str('12345')),
      {},
      35,
      'malformed',
    ],
    ['a sketch without end', bytes(35, k, len64(2n ** 40n), len64(2n ** 40n), len(0)), {}, 12, 'malformed'],
    ['a key beyond 512 MB', bytes(0, len(536_870_913)), {}, 10, 'malformed'],
    ['a function library beyond 512 MB', bytes(245, len(536_870_913)), {}, 10, 'malformed'],
    ['a database number beyond all', bytes(254, len64(2n ** 31n)), {}, 9, 'malformed'],
  ])('%s', (_, records, options, offset, code) => {
    const file = rdbFile([records], options);
    expect(failure(file)).toMatchObject({ code, offset });
    expect(failure(file, 1)).toMatchObject({ code, offset });
  });

  it('bytes after the end', () => {
    const file = rdbFile([record(0, 'k', str('v'))]);
    for (const size of [1, 5, 1000])
      expect(failure(bytes(file, 0), size)).toMatchObject({ code: 'malformed', offset: file.length });
    expect(failure(bytes(rdbFile([], { version: 3 }), 'x')).code).toBe('malformed');
  });

  it('but not the marks of a Dragonfly key', () => {
    const file = rdbFile([
      ...[bytes(220, [1, 0, 0, 0]), record(0, 'sticky', str('v'))],
      ...[bytes(220, [2, 0, 0, 0], [0xff, 1, 2, 3]), record(0, 'flags', str('v'))],
      ...[expireMs(9n), bytes(220, [3, 0, 0, 0], [9, 9, 9, 9]), record(0, 'both', str('v'))],
    ]);
    for (const chunk of [1, 3, 1000])
      expect(read(file, () => chunk).facts.databases).toEqual({ 0: { keys: 3, expires: 1 } });
  });

  it('bytes after the end of a Dragonfly file, but for the rest of its last block', () => {
    const file = rdbFile([aux('df-ver', 'df-v1.40.1'), record(0, 'k', str('v'))], { checksum: 'absent' });
    const padded = (size: number) => bytes(file, Buffer.alloc(size, 0xab));
    for (const chunk of [1, 7, 5000]) {
      const { facts } = read(padded(4095), () => chunk);
      expect(facts).toMatchObject({ bytes: file.length + 4095, checksum: 'absent', types: { string: 1 } });
      expect(failure(padded(4096), chunk)).toMatchObject({ code: 'malformed' });
    }
    const checked = rdbFile([aux('df-ver', 'df-v1.40.1')]);
    expect(failure(bytes(checked, 0)).code).toBe('malformed');
  });

  it('a wrong checksum', () => {
    const file = rdbFile([record(0, 'k', str('v'))]);
    file[file.length - 1]! ^= 1;
    for (const size of [1, 9, 1000])
      expect(failure(file, size)).toMatchObject({ code: 'checksum', offset: file.length - 8 });
  });

  it('anything after an error', () => {
    const parser = new RdbParser();
    expect(() => parser.write(Buffer.from('REDIS9999'))).toThrow(/not known/);
    expect(() => parser.write(rdbFile([]))).toThrow(/not known/);
    expect(() => parser.end()).toThrow(/not known/);
  });
});

describe('chunks', () => {
  const file = rdbFile(
    [
      aux('redis-ver', 'x'.repeat(50)),
      bytes(245, str('code '.repeat(30))),
      ...SAMPLE_VALUES.filter(({ magic }) => magic === 'REDIS').flatMap((sample, index) => [
        ...(index % 3 === 0 ? [selectDb(index)] : []),
        ...(index % 2 === 0 ? [expireMs(BigInt(NOW + index))] : []),
        record(sample.type, `${sample.name} ${'k'.repeat(index * 3)}`, sample.value),
      ]),
    ],
    { version: 13 },
  );
  const whole = read(file);

  it('may be cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5000 })), {
          minLength: 1,
        }),
        (sizes) => {
          let turn = 0;
          expect(read(file, () => sizes[turn++ % sizes.length]!)).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leave live counters behind them', () => {
    const parser = new RdbParser();
    const cut = file.length - 1000;
    parser.write(file.subarray(0, cut));
    expect(parser.bytes).toBe(cut);
    expect(parser.keys).toBeGreaterThan(5);
    parser.write(file.subarray(cut));
    parser.write(new Uint8Array(0));
    expect(parser.keys).toBe(SAMPLE_VALUES.length - 1);
    expect(parser.end().bytes).toBe(file.length);
  });

  it('pass a value of 1.5 GB and one of many members without keeping them', () => {
    const filler = Buffer.alloc(1 << 20, 5);
    const before = process.memoryUsage();
    const parser = new RdbParser();
    parser.write(bytes('REDIS0011', 0, str('big'), len(1536 * filler.length)));
    for (let count = 0; count < 1536; count += 1) parser.write(filler);
    // Strings of five bytes, as the filler says: 1 + 5 bytes each.
    parser.write(bytes(2, str('many'), len(20 * filler.length)));
    for (let count = 0; count < 120; count += 1) parser.write(filler);
    expect(parser.keys).toBe(2);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(4 << 20);
    expect(heapUsed - before.heapUsed).toBeLessThan(32 << 20);
    parser.write(bytes(255, Buffer.alloc(8)));
    expect(parser.end().largest.map(({ key, payloadBytes }) => [key, payloadBytes])).toEqual([
      ['big', 1536 * filler.length + 5 + 11],
      ['many', 120 * filler.length + 5 + 11],
    ]);
  });

  it('make no room for what is only announced', () => {
    const before = process.memoryUsage().arrayBuffers;
    const parser = new RdbParser();
    parser.write(bytes('REDIS0011', 0, len(500_000_000), 'abc'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
    expect(() => parser.end()).toThrow(/ends after/);
  });

  it('let the visitor’s error through', () => {
    const parser = new RdbParser({
      keyBegin: () => {
        throw new Error('mine');
      },
    });
    expect(() =>
      parser.write(
        rdbFile([
          record(
            5,
            'k',
            times(1, () => bytes(str('m'), double(1))),
          ),
        ]),
      ),
    ).toThrow('mine');
    expect(() => parser.end()).toThrow('mine');
  });
});
