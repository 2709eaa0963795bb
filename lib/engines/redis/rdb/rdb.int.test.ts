import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { connect } from '#lib/engines/redis/connection/connect';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { type Reply, ReplyError, replyText } from '#lib/engines/redis/resp/reply';
import { fillEveryType } from '../../../../e2e/data/every-type.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { keydbBinary, startKeyDb } from '../../../../e2e/servers/keydb.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { startValkey } from '../../../../e2e/servers/valkey.ts';
import { Crc64 } from './crc64.ts';
import { chooseFooterVersion, FOOTER_BYTES, writeFooter } from './dump-payload.ts';
import { bytes, record } from './fixtures/rdb-bytes.ts';
import { LzfStream } from './lzf.ts';
import { RdbParser } from './rdb-parser.ts';
import type { RdbMagic } from './rdb-types.ts';
import type { RdbEntry, RdbVisitor } from './rdb-visitor.ts';
import {
  EXPIRY_BYTES,
  functionBytes,
  RDB_HEADER_BYTES,
  selectDbBytes,
  writeEof,
  writeExpiry,
  writeFunction,
  writeRdbHeader,
  writeSelectDb,
} from './rdb-writer.ts';

const DATABASES = 16;

const open = (server: TestServer): Promise<RedisConnection> =>
  connect(
    { engine: 'redis', host: '127.0.0.1', port: server.port, username: null, password: null, tls: null },
    { signal: new AbortController().signal },
  );
const using = async <Result>(
  server: TestServer,
  work: (connection: RedisConnection) => Promise<Result>,
): Promise<Result> => {
  const connection = await open(server);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
};
const list = (reply: Reply): Reply[] => (Array.isArray(reply) ? reply : []);
const text = (reply: Reply | undefined): string => replyText(reply ?? null) ?? '';
const digest = (server: TestServer): Promise<string> =>
  using(server, async (to) => text(await to.call(['DEBUG', 'DIGEST'])));

const parse = (file: Uint8Array, visitor?: RdbVisitor, chunk = 60_000): RdbFacts => {
  const parser = new RdbParser(visitor);
  for (let from = 0; from < file.length; from += chunk) parser.write(file.subarray(from, from + chunk));
  return parser.end();
};

const save = async (server: TestServer): Promise<Buffer> => {
  await using(server, (to) => to.call(['SAVE']));
  return readFileSync(join(server.dir, 'dump.rdb'));
};

type Key = { database: number; name: Buffer; type: string; dump: Buffer; expireAt: number };

const readKeys = (server: TestServer): Promise<Key[]> =>
  using(server, async (from) => {
    const keys: Key[] = [];
    for (let database = 0; database < DATABASES; database += 1) {
      await from.call(['SELECT', database]);
      for (const name of list(await from.call(['KEYS', '*'])) as Buffer[]) {
        const [type, dump, ttl] = await Promise.all([
          from.call(['TYPE', name]),
          from.call(['DUMP', name]),
          from.call(['PTTL', name]),
        ]);
        const expireAt = Number(ttl) < 0 ? -1 : Date.now() + Number(ttl);
        keys.push({ database, name, type: text(type), dump: dump as Buffer, expireAt });
      }
    }
    return keys;
  });

const readFunctions = (server: TestServer): Promise<Buffer[]> =>
  using(server, async (from) => {
    const libraries = await from.tryCall(['FUNCTION', 'LIST', 'WITHCODE']);
    if (libraries instanceof ReplyError) return [];
    return list(libraries)
      .map((library) => list(library).at(-1) as Buffer)
      .sort(Buffer.compare);
  });

/** A file out of what DUMP gives, written piece by piece as a snapshot by SCAN writes it. */
const fileOfDumps = (
  header: { magic: RdbMagic; version: number },
  functions: Buffer[],
  keys: Key[],
): Buffer => {
  const part = (size: number, write: (out: Buffer) => number): Buffer => {
    const out = Buffer.alloc(size);
    expect(write(out)).toBe(size);
    return out;
  };
  const body = bytes(
    part(RDB_HEADER_BYTES, (out) => writeRdbHeader(out, 0, header.magic, header.version)),
    ...functions.map((code) => part(functionBytes(code), (out) => writeFunction(out, 0, code))),
    ...keys.flatMap(({ database, name, dump, expireAt }) => {
      return [
        part(selectDbBytes(database), (out) => writeSelectDb(out, 0, database)),
        ...(expireAt < 0 ? [] : [part(EXPIRY_BYTES, (out) => writeExpiry(out, 0, expireAt))]),
        record(dump[0]!, name, dump.subarray(1, dump.length - FOOTER_BYTES)),
      ];
    }),
    part(1, (out) => writeEof(out, 0)),
  );
  const sum = new Crc64();
  sum.update(body);
  return bytes(body, sum.bytes());
};

/** The commands that bring a file back: FUNCTION LOAD and, by database, RESTORE. */
const restoringCommands = (file: Buffer, accepted: number[]): (string | number | Buffer)[][] => {
  const commands: (string | number | Buffer)[][] = [];
  let entry: RdbEntry | undefined;
  let value: Buffer[] = [];
  const facts = parse(file, {
    functionLibrary: (code) => commands.push(['FUNCTION', 'LOAD', Buffer.from(code)]),
    keyBegin: (begun) => {
      entry = { ...begun, key: Buffer.from(begun.key) };
      value = [];
    },
    valueBytes: (chunk, start, end) => value.push(Buffer.from(chunk.subarray(start, end))),
    keyEnd: () => {
      const payload = bytes(entry!.type, ...value, Buffer.alloc(10));
      const version = chooseFooterVersion(
        entry!.type,
        accepted,
        file.toString('latin1', 0, 6) === 'VALKEY' ? 'VALKEY' : 'REDIS',
      );
      writeFooter(payload, payload.length - 10, { start: 0, version: version! });
      commands.push(['SELECT', entry!.database]);
      commands.push(['RESTORE', Buffer.from(entry!.key), entry!.expireAt ?? 0, payload, 'ABSTTL']);
    },
  });
  expect(facts.checksum).toBe('ok');
  return commands;
};

/** What two files of the same data have in common. */
const contents = ({ databases, types, typeCodes, functions, earliestExpiry, latestExpiry }: RdbFacts) => ({
  ...{ databases, types, typeCodes, functions },
  expiries: [earliestExpiry, latestExpiry].map((time) => Math.round((time ?? 0) / 10_000)),
});

const SMALL_LIMITS = ['hash', 'zset'].flatMap((type) => [`--${type}-max-listpack-entries`, '1']);

describe.each([
  {
    name: 'Redis 7.0',
    start: (dir?: string) => startRedis(dir ? { dir } : {}),
    options: { product: 'redis', functions: true },
    header: { magic: 'REDIS', version: 10 },
    accepted: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  },
  {
    name: 'Redis 7.0, no compression, small limits',
    start: (dir?: string) =>
      startRedis({
        args: [
          '--rdbcompression',
          'no',
          '--list-max-listpack-size',
          '2',
          '--set-max-intset-entries',
          '1',
          ...SMALL_LIMITS,
        ],
        ...(dir ? { dir } : {}),
      }),
    options: { product: 'redis', functions: true },
    header: { magic: 'REDIS', version: 10 },
    accepted: [9, 10],
  },
  {
    name: 'Valkey 9.1',
    start: (dir?: string) => startValkey(dir ? { dir } : {}),
    options: { product: 'valkey', functions: true, fieldExpiry: true },
    header: { magic: 'VALKEY', version: 80 },
    accepted: [8, 9, 10, 11, 80],
  },
] as const)('files of $name', ({ start, options, header, accepted }) => {
  let server: TestServer;
  let file: Buffer;
  let keys: Key[];
  beforeAll(async () => {
    server = await start();
    await using(server, (to) => fillEveryType(to, options));
    file = await save(server);
    keys = await readKeys(server);
  });
  afterAll(() => server.stop());

  it('are counted as the server counts', async () => {
    const facts = parse(file);
    expect(facts).toMatchObject({
      magic: header.magic,
      rdbVersion: header.version,
      checksum: 'ok',
      bytes: file.length,
      functions: 2,
    });
    const count = (by: (key: Key) => string | number): Record<string, number> =>
      Object.fromEntries([...Map.groupBy(keys, by)].map(([group, members]) => [group, members.length]));
    expect(facts.types).toEqual(count((key) => key.type));
    expect(
      Object.fromEntries(
        Object.entries(facts.databases).map(([database, { keys: found }]) => [database, found]),
      ),
    ).toEqual(count((key) => key.database));
    const expiring = keys.filter((key) => key.expireAt >= 0);
    expect(Object.values(facts.databases).reduce((sum, { expires }) => sum + expires, 0)).toBe(
      expiring.length,
    );
    const largest = keys.reduce((one, other) => (other.dump.length > one.dump.length ? other : one));
    expect(facts.largest[0]).toMatchObject({
      key: largest.name.toString(),
      database: largest.database,
      payloadBytes: largest.dump.length,
    });
    expect(parse(file, {}, 1777)).toEqual(facts);
  });

  it('come back by RESTORE with equal digests', async () => {
    const target = await start();
    try {
      await using(target, async (to) => {
        for (const command of restoringCommands(file, [...accepted])) await to.call(command);
      });
      expect(await digest(target)).toBe(await digest(server));
      expect(await readFunctions(target)).toEqual(await readFunctions(server));
      expect(contents(parse(await save(target)))).toEqual(contents(parse(file)));
    } finally {
      await target.stop();
    }
  });

  it('can be put together from DUMP, and the server loads them', async () => {
    const made = fileOfDumps(header, await readFunctions(server), keys);
    expect(contents(parse(made))).toEqual(contents(parse(file)));
    const dir = mkdtempSync(join(tmpdir(), 'amber-rdb-'));
    writeFileSync(join(dir, 'dump.rdb'), made);
    const target = await start(dir);
    try {
      expect(await digest(target)).toBe(await digest(server));
      expect(await readFunctions(target)).toEqual(await readFunctions(server));
    } finally {
      await target.stop();
      rmSync(dir, { recursive: true });
    }
  });

  it('do not pass when they are cut or flipped', () => {
    for (let length = 0; length < file.length; length += 29_989)
      expect(() => parse(file.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'truncated', offset: length }),
      );
    for (let at = 13; at < file.length; at += 99_991) {
      const flipped = Buffer.from(file);
      flipped[at]! ^= 1 << (at & 7);
      expect(() => parse(flipped)).toThrow(/RDB/);
    }
  });
});

describe('a file of Redis 7.0', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startRedis({ args: ['--rdbchecksum', 'no'] });
  });
  afterAll(() => server.stop());

  it('without checksum, with LZF strings that expand in pieces', async () => {
    const plain = Buffer.from(
      Array.from({ length: 300_000 }, (_, index) => `line ${index % 977}\n`).join(''),
    );
    await using(server, (to) => to.call(['SET', 'lines', plain]));
    const value: Buffer[] = [];
    const facts = parse(await save(server), {
      valueBytes: (chunk, start, end) => value.push(Buffer.from(chunk.subarray(start, end))),
    });
    expect(facts.checksum).toBe('absent');
    const raw = Buffer.concat(value);
    // 0xc3, then two lengths of five bytes: compressed and plain.
    expect([raw[0], raw[1], raw[6], raw.readUInt32BE(7)]).toEqual([0xc3, 0x80, 0x80, plain.length]);
    const pieces: Uint8Array[] = [];
    const stream = new LzfStream(plain.length, (piece) => pieces.push(piece));
    for (let from = 11; from < raw.length; from += 1000)
      stream.write(raw, from, Math.min(from + 1000, raw.length));
    stream.end();
    expect(Buffer.concat(pieces).equals(plain)).toBe(true);
    expect(pieces.length).toBeGreaterThan(10);
  });
});

describe.skipIf(keydbBinary() === null)('a file of KeyDB 6.3', () => {
  it('tells of members that expire', async () => {
    const server = await startKeyDb();
    try {
      await using(server, (to) => fillEveryType(to, { product: 'keydb' }));
      const members: string[] = [];
      const file = await save(server);
      const facts = parse(file, { memberExpiry: (member) => members.push(Buffer.from(member).toString()) });
      expect(facts).toMatchObject({ rdbVersion: 9, checksum: 'ok', memberExpiries: 1 });
      expect(members).toEqual(['b']);
      const keys = await readKeys(server);
      expect(parse(fileOfDumps({ magic: 'REDIS', version: 9 }, [], keys)).types).toEqual(facts.types);
    } finally {
      await server.stop();
    }
  });
});

describe.skipIf(dragonflyBinary() === null)('a file out of DUMPs of Dragonfly', () => {
  it('is read, and loaded by Dragonfly', async () => {
    const server = await startDragonfly();
    const dir = mkdtempSync(join(tmpdir(), 'amber-rdb-'));
    try {
      await using(server, (to) => fillEveryType(to, { product: 'dragonfly', ownTypes: true }));
      const keys = await readKeys(server);
      const made = fileOfDumps({ magic: 'REDIS', version: 11 }, [], keys);
      const facts = parse(made);
      expect(Object.values(facts.types).reduce((sum, count) => sum + count, 0)).toBe(keys.length);
      expect(Object.keys(facts.typeCodes).map(Number)).toEqual(expect.arrayContaining([30, 31, 32, 34]));
      writeFileSync(join(dir, 'made.rdb'), made);
      const target = await startDragonfly({ dir, args: ['--dbfilename', 'made'] });
      try {
        const sorted = (all: Key[]) =>
          all.map(({ database, name, type }) => `${database} ${name} ${type}`).sort();
        expect(sorted(await readKeys(target))).toEqual(sorted(keys));
      } finally {
        await target.stop();
      }
    } finally {
      await server.stop();
      rmSync(dir, { recursive: true });
    }
  });
});
