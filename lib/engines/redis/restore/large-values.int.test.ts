import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyText } from '#lib/engines/redis/resp/reply';
import { noise } from '../../../../e2e/data/every-type.ts';
import { keyspaceDifferences, readKeyspace } from '../../../../e2e/data/keyspace-digest.ts';
import {
  endpointOf,
  restoreInto,
  savedFile,
  serverRack,
  withConnection,
} from '../../../../e2e/data/restoring.ts';
import { keydbBinary, startKeyDb } from '../../../../e2e/servers/keydb.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { startValkey } from '../../../../e2e/servers/valkey.ts';

const { keep, stop } = serverRack();
afterAll(stop);

type Command = (string | number | Buffer)[];

const MEBIBYTE = 1024 * 1024;
const numbered = (count: number, of: (i: number) => Command): Command =>
  Array.from({ length: count }, (_, i) => of(i)).flat();
const inAnHour = () => Date.now() + 3_600_000;

/** The least limit that servers take stands in for 512 MB: what is above it goes the same way. */
const NARROW = { args: ['--proto-max-bulk-len', '1mb'] };

/** Values above a megabyte of every type that can be written in pieces. */
const large = (): Command[] => [
  ['SET', 'string:limit', noise(MEBIBYTE)],
  [
    'RPUSH',
    'list:large',
    ...numbered(20_000, (i) => [
      `element ${i} `.padEnd(60 + (i % 50), '.'),
      i,
      -i * 70_000,
      i * 5_000_000_000,
    ]),
  ],
  [
    'RPUSH',
    'list:large-elements',
    noise(400_000, 1),
    noise(700_000, 2),
    'x'.repeat(600_000),
    'small',
    '',
    noise(20_000, 3),
  ],
  ['SADD', 'set:large', ...numbered(40_000, (i) => [noise(40, i), i])],
  ['HSET', 'hash:large', ...numbered(20_000, (i) => [`field ${i}`, noise(80, i)])],
  [
    'HSET',
    'hash:large-parts',
    'small',
    noise(900_000, 4),
    noise(500_000, 5),
    'small',
    noise(300_000, 6),
    noise(300_000, 7),
    'a',
    '1',
  ],
  [
    'ZADD',
    'zset:large',
    ...numbered(20_000, (i) => [String((i - 10_000) / 3), noise(60, i)]),
    'inf',
    'top',
    '-inf',
    'bottom',
    '-0',
    'zero',
  ],
  ['ZADD', 'zset:large-member', '1.5', noise(800_000, 8), '2', noise(500_000, 9)],
  ['PEXPIREAT', 'hash:large', inAnHour()],
  ['PEXPIREAT', 'string:limit', inAnHour()],
  ['SELECT', 3],
  ['SET', 'string:compressible', 'ab'.repeat(MEBIBYTE / 4)],
  ['SADD', 'set:in:another:database', ...numbered(30_000, (i) => [noise(40, i)])],
];

const send = (server: TestServer, commands: readonly Command[]) =>
  withConnection(server, async (connection) => {
    for (const command of commands) await connection.call(command);
  });

const digest = (server: TestServer) =>
  withConnection(server, async (connection) => replyText(await connection.call(['DEBUG', 'DIGEST'])));

describe('a target that takes only short arguments', () => {
  let source: TestServer;
  beforeAll(async () => {
    source = await keep(startRedis());
    await send(source, large());
  });

  it('gets large values in pieces', async () => {
    const target = await keep(startRedis(NARROW));
    const facts = await restoreInto(target, await savedFile(source));
    expect(facts).toMatchObject({ keys: 10, differences: [] });
    expect(await digest(target)).toBe(await digest(source));
  });

  it('is not touched when a value can be written neither whole nor in pieces', async () => {
    const target = await keep(startRedis(NARROW));
    await send(target, [['SET', 'old', 'data']]);
    await send(
      source,
      numbered(
        3000,
        (i) => [['XADD', 'events', '*', 'noise', noise(800, i)]] as unknown as Command,
      ) as unknown as Command[],
    );
    const restoring = restoreInto(target, await savedFile(source));
    await expect(restoring).rejects.toMatchObject({ code: 'preflight-refused' });
    await expect(restoring).rejects.toThrow(
      /"events" \(stream, 2\.\d+ MB\).*CONFIG SET proto-max-bulk-len 3mb/,
    );
    await send(source, [
      ['DEL', 'events'],
      ['HSET', 'hash:long-part', 'field', noise(MEBIBYTE + 1)],
    ]);
    const long = restoreInto(target, await savedFile(source));
    await expect(long).rejects.toThrow(/key "hash:long-part" .* has an element above it/);
    await expect(long).rejects.toMatchObject({ code: 'preflight-refused' });
    expect(await withConnection(target, (connection) => connection.call(['GET', 'old']))).toEqual(
      Buffer.from('data'),
    );
    await send(source, [['DEL', 'hash:long-part']]);
  });
});

it('writes Valkey hashes with field expiry in pieces', async () => {
  const source = await keep(startValkey());
  await send(source, [
    ['HSET', 'hash', ...numbered(20_000, (i) => [`field ${i}`, noise(80, i)])],
    ['HPEXPIREAT', 'hash', inAnHour(), 'FIELDS', 3, 'field 0', 'field 777', 'field 19999'],
  ]);
  const target = await keep(startValkey(NARROW));
  expect(await restoreInto(target, await savedFile(source))).toMatchObject({ keys: 1, differences: [] });
  const times = (server: TestServer) =>
    withConnection(server, (connection) =>
      connection.call([
        'HPEXPIRETIME',
        'hash',
        'FIELDS',
        4,
        'field 0',
        'field 1',
        'field 777',
        'field 19999',
      ]),
    );
  expect(await times(target)).toEqual(await times(source));
  expect(await digest(target)).toBe(await digest(source));
});

it('counts a large hash as expired when all its fields have expired since the backup', async () => {
  const source = await keep(startValkey());
  const fields = Array.from({ length: 20_000 }, (_, i) => `field ${i}`);
  await send(source, [
    ['HSET', 'large', ...fields.flatMap((field, i) => [field, noise(80, i)])],
    ['HPEXPIRE', 'large', 4000, 'FIELDS', fields.length, ...fields],
    ['SET', 'stays', '1'],
  ]);
  const saved = await savedFile(source);
  await withConnection(source, async (connection) => {
    while ((await connection.call(['EXISTS', 'large'])) !== 0) await setTimeout(100);
  });
  const target = await keep(startValkey(NARROW));
  await send(target, [['SET', 'large', 'of another time']]);
  expect(await restoreInto(target, saved)).toMatchObject({ keys: 1, expiredHashes: 1, differences: [] });
  expect(await withConnection(target, (connection) => connection.call(['KEYS', '*']))).toEqual([
    Buffer.from('stays'),
  ]);
});

it.skipIf(!keydbBinary())('writes the encodings of Redis 6 in pieces', async () => {
  const source = await keep(startKeyDb());
  await send(source, large());
  const target = await keep(startKeyDb(NARROW));
  expect(await restoreInto(target, await savedFile(source))).toMatchObject({ keys: 10, differences: [] });
  const [left, right] = [await readKeyspace(endpointOf(source)), await readKeyspace(endpointOf(target))];
  expect(keyspaceDifferences(left, right)).toEqual([]);
});
