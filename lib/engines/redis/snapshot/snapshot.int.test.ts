import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SnapshotMethod } from '#lib/domain/backup';
import type { Endpoint } from '#lib/domain/data-store';
import type { ProgressReport, Run } from '#lib/domain/operation';
import type { SnapshotFacts } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { type DataOptions, fillEveryType, fillSmallKeys } from '../../../../e2e/data/every-type.ts';
import { keyspaceDifferences, readKeyspace } from '../../../../e2e/data/keyspace-digest.ts';
import { recordFault } from '../../../../e2e/faults/record-fault.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { keydbBinary, startKeyDb } from '../../../../e2e/servers/keydb.ts';
import { redisCli, startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { makeTlsFiles } from '../../../../e2e/servers/tls-files.ts';
import { startValkey } from '../../../../e2e/servers/valkey.ts';
import { connect } from '../connection/connect.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { snapshot } from './snapshot.ts';

// Busy machines are slow; no test is decided by its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const endpoint = (server: { port: number }, more: Partial<Endpoint> = {}): Endpoint => ({
  engine: 'redis',
  host: '127.0.0.1',
  port: server.port,
  username: null,
  password: null,
  tls: null,
  ...more,
});

let scratch: string;
const running: TestServer[] = [];
const folders: string[] = [];
const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'amber-snapshot-'));
  folders.push(dir);
  return dir;
};
const keep = async (starting: Promise<TestServer>): Promise<TestServer> => {
  const server = await starting;
  running.push(server);
  return server;
};
beforeAll(() => {
  scratch = folder();
});
afterEach(async () => {
  // Nothing is left in the folder for temporary files, whatever happened.
  expect(readdirSync(scratch)).toEqual([]);
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

const within = async <T>(
  server: TestServer,
  work: (connection: RedisConnection) => Promise<T>,
): Promise<T> => {
  const connection = await connect(endpoint(server), { signal: new AbortController().signal });
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
};
const fill = (server: TestServer, options: DataOptions) =>
  within(server, (connection) => fillEveryType(connection, options));

type Taken = { facts: SnapshotFacts<RdbFacts>; file: Buffer; reports: ProgressReport[]; log: string[] };

const take = async (
  server: { port: number },
  method: SnapshotMethod | 'auto',
  more: { endpoint?: Partial<Endpoint>; signal?: AbortSignal } = {},
): Promise<Taken> => {
  const parts: Uint8Array[] = [];
  const reports: ProgressReport[] = [];
  const log: string[] = [];
  const run: Run = {
    signal: more.signal ?? new AbortController().signal,
    progress: (report) => reports.push(report),
    log: (line) => log.push(line),
  };
  const sink = {
    write: async (chunk: Uint8Array) => {
      parts.push(Buffer.from(chunk));
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const facts = await snapshot(endpoint(server, more.endpoint), sink, run, {
    method,
    scratch,
    reader: 'test',
  });
  return { facts, file: Buffer.concat(parts), reports, log };
};

/** A folder with the file as `dump.rdb`. */
const dumpFolder = (file: Buffer): string => {
  const dir = folder();
  writeFileSync(join(dir, 'dump.rdb'), file);
  return dir;
};
const digest = (server: TestServer) => redisCli(server, ['debug', 'digest']);
const functionsOf = (server: TestServer) =>
  redisCli(server, ['function', 'list', 'withcode']).split('\n').sort().join('\n');

describe.each(['replica', 'scan'] as const)('%s', (method) => {
  it('of Redis loads into a stock Redis with the same digest', async () => {
    const server = await keep(startRedis());
    await fill(server, { product: 'redis', functions: true });
    const { facts, file, reports } = await take(server, method);
    expect(facts).toMatchObject({
      method,
      consistency: method === 'replica' ? 'point-in-time' : 'fuzzy',
      product: 'redis',
      contents: { magic: 'REDIS', rdbVersion: 10, checksum: 'ok', functions: 2, bytes: file.length },
      loadableBy: expect.arrayContaining(['redis >= 7.0']),
    });
    expect(facts.usedMemory).toBeGreaterThan(1e6);
    expect(Object.keys(facts.contents.databases)).toEqual(['0', '1', '9', '15']);
    expect(reports.at(-1)).toMatchObject({
      bytes: file.length,
      keys: Number(Object.values(facts.contents.databases).reduce((sum, { keys }) => sum + keys, 0)),
    });
    const copy = await keep(startRedis({ dir: dumpFolder(file) }));
    expect(digest(copy)).toBe(digest(server));
    expect(functionsOf(copy)).toBe(functionsOf(server));
  });

  it('of Valkey 9.1 loads into a stock Valkey with the same digest, fields that expire included', async () => {
    const server = await keep(startValkey());
    await fill(server, { product: 'valkey', functions: true, fieldExpiry: true });
    const { facts, file } = await take(server, method);
    expect(facts.contents).toMatchObject({ magic: 'VALKEY', rdbVersion: 80, checksum: 'ok', functions: 2 });
    expect(facts.contents.typeCodes).toHaveProperty('22');
    const copy = await keep(startValkey({ dir: dumpFolder(file) }));
    expect(digest(copy)).toBe(digest(server));
    expect(functionsOf(copy)).toBe(functionsOf(server));
  });

  it.skipIf(!keydbBinary())('of KeyDB loads into a stock KeyDB with equal contents', async () => {
    const server = await keep(startKeyDb());
    await fill(server, { product: 'keydb' });
    // Without its own invention both methods are exact.
    redisCli(server, ['del', 'set:member-expiry']);
    const { facts, file, log } = await take(server, method);
    expect(facts).toMatchObject({ product: 'keydb', contents: { rdbVersion: 9, checksum: 'ok' } });
    expect(facts.contents.lostMemberExpiries).toBeUndefined();
    expect(log.join('\n')).not.toContain('lose');
    const copy = await keep(startKeyDb({ dir: dumpFolder(file) }));
    expect(
      keyspaceDifferences(await readKeyspace(endpoint(server)), await readKeyspace(endpoint(copy))),
    ).toEqual([]);
    const redis = await keep(startRedis({ dir: dumpFolder(file) }));
    expect(
      keyspaceDifferences(await readKeyspace(endpoint(server)), await readKeyspace(endpoint(redis))),
    ).toEqual([]);
  });

  it.skipIf(!keydbBinary())('of KeyDB tells what becomes of members that expire by themselves', async () => {
    const server = await keep(startKeyDb());
    for (const key of ['one', 'two', 'both']) {
      redisCli(server, ['sadd', key, 'a', 'b']);
      redisCli(server, ['expiremember', key, 'a', '1000']);
    }
    redisCli(server, ['pexpire', 'both', '1000000']);
    redisCli(server, ['set', 'expires', 'x', 'PX', '1000000']);
    redisCli(server, ['set', 'stays', 'x']);
    const { facts, log } = await take(server, method);
    const isScan = method === 'scan';
    expect(facts.contents).toMatchObject({ databases: { 0: { keys: 5 } }, memberExpiries: isScan ? 0 : 3 });
    expect(facts.contents.lostMemberExpiries).toBe(isScan ? 3 : undefined);
    expect(log.join('\n').includes('Members of 3 keys lose the time')).toBe(isScan);
    const auto = await take(server, 'auto');
    expect(auto.facts).toMatchObject({ method: 'replica', contents: { memberExpiries: 3 } });
  });

  it('of an empty store is a valid, empty file', async () => {
    const server = await keep(startRedis());
    const { facts, file } = await take(server, method);
    expect(facts.contents).toMatchObject({ databases: {}, checksum: 'ok', functions: 0 });
    await keep(startRedis({ dir: dumpFolder(file) }));
  });
});

describe('keys that are over and not removed yet', () => {
  const EXPIRED = 5_000;
  const fillExpired = async (server: TestServer) => {
    redisCli(server, ['debug', 'set-active-expire', '0']);
    redisCli(server, [
      'eval',
      `for i = 1, ${EXPIRED} do redis.call('SET', 'k' .. i, 'v', 'PX', 1000) end return redis.call('SET', 'stays', 'v')`,
      '0',
    ]);
    // the last one that was written
    await expect.poll(() => redisCli(server, ['get', `k${EXPIRED}`]), { timeout: 20_000 }).toBe('');
    expect(Number(redisCli(server, ['dbsize']))).toBe(EXPIRED);
  };

  it.each([
    ['Redis', () => startRedis()],
    ['Valkey', () => startValkey()],
    // not KeyDB: 6.3 counts alike, but at times never answers the SCAN that removes so many (7 of 25 tries); the next
    // try of such a backup finds them gone
  ] as const)('are counted by %s and not missed', async (_, start) => {
    const server = await keep(start());
    await fillExpired(server);
    const { facts, log } = await take(server, 'scan');
    expect(facts.contents.databases).toEqual({ 0: { keys: 1, expires: 0 } });
    expect(log.join('\n')).not.toMatch(/held/);
  });

  it('are counted by a replica until its master removes them', async () => {
    const master = await keep(startRedis({ args: ['--repl-diskless-sync-delay', '0'] }));
    const replica = await keep(startRedis({ args: ['--replicaof', '127.0.0.1', `${master.port}`] }));
    await expect
      .poll(() => redisCli(replica, ['info', 'replication']), { timeout: 20_000 })
      .toMatch(/master_link_status:up/);
    await fillExpired(master);
    // the last write of the master: all others are there too
    await expect.poll(() => redisCli(replica, ['get', 'stays']), { timeout: 20_000 }).toBe('v');
    const { facts } = await take(replica, 'scan');
    expect(facts.contents.databases).toEqual({ 0: { keys: 1, expires: 0 } });
    expect(Number(redisCli(replica, ['dbsize']))).toBeGreaterThanOrEqual(EXPIRED);
  });
});

describe('the file a master keeps for a replica', () => {
  it('comes straight from the socket where that does not wait', async () => {
    const server = await keep(startRedis({ args: ['--repl-diskless-sync-delay', '0'] }));
    await fill(server, { product: 'redis', functions: true });
    const { file } = await take(server, 'replica');
    expect(server.output()).toMatch(/replicas sockets/);
    const copy = await keep(startRedis({ dir: dumpFolder(file) }));
    expect(digest(copy)).toBe(digest(server));
    // Settings are as they were.
    expect(redisCli(server, ['config', 'get', 'repl-diskless-sync-delay'])).toMatch(/0$/);
  });

  it('is asked for without a file where the disk of the server is of no use', async () => {
    const dir = folder();
    const server = await keep(startRedis({ dir, args: ['--repl-diskless-sync-delay', '1'] }));
    redisCli(server, ['set', 'a', 'b']);
    rmSync(dir, { recursive: true, force: true });
    const { facts, log } = await take(server, 'replica');
    expect(facts.contents.databases).toEqual({ 0: { keys: 1, expires: 0 } });
    expect(log.join('\n')).toMatch(/does not touch its disk/);
  });

  it('is taken from a replica in sync too', async () => {
    const master = await keep(startRedis({ args: ['--repl-diskless-sync-delay', '0'] }));
    await fill(master, { product: 'redis' });
    const replica = await keep(startRedis({ args: ['--replicaof', '127.0.0.1', `${master.port}`] }));
    await expect
      .poll(() => redisCli(replica, ['info', 'replication']), { timeout: 20_000 })
      .toMatch(/master_link_status:up/);
    const { facts, file } = await take(replica, 'auto');
    expect(facts.method).toBe('replica');
    const copy = await keep(startRedis({ dir: dumpFolder(file) }));
    expect(digest(copy)).toBe(digest(master));
    await master.stop();
    await expect
      .poll(() => redisCli(replica, ['info', 'replication']), { timeout: 20_000 })
      .toMatch(/master_link_status:down/);
    await expect(take(replica, 'auto')).rejects.toMatchObject({
      code: 'store-unsupported',
      message: expect.stringMatching(/lost its master/),
    });
  });
});

describe('over TLS', () => {
  it.each(['replica', 'scan'] as const)('%s gives the same', async (method) => {
    const files = makeTlsFiles(folder());
    const server = await keep(startRedis({ tls: files }));
    const tls = { ca: files.pem('ca'), serverName: 'localhost', clientCertificate: null, clientKey: null };
    const connection = await connect(endpoint(server, { tls }), { signal: new AbortController().signal });
    await fillEveryType(connection, { product: 'redis', functions: true });
    const wanted = String(await connection.call(['DEBUG', 'DIGEST']));
    connection.close();
    const { file } = await take(server, method, { endpoint: { tls } });
    const copy = await keep(startRedis({ dir: dumpFolder(file) }));
    expect(digest(copy)).toBe(wanted);
  });
});

describe('the method', () => {
  it('is chosen by what the user may do', async () => {
    const server = await keep(startRedis());
    await fill(server, { product: 'redis', functions: true });
    const user = (name: string, ...rules: string[]) =>
      redisCli(server, ['acl', 'setuser', name, 'on', '>pw', '~*', '-@all', ...rules]);
    const as = (username: string, method: SnapshotMethod | 'auto' = 'auto') =>
      take(server, method, { endpoint: { username, password: 'pw' } });
    user('replica', '+info', '+psync', '+replconf');
    user('scan', '+info', '+scan', '+dump', '+select', '+pttl', '+function|list');
    user('blind', '+info', '+scan', '+dump', '+select', '+pttl');
    user('mute', '+info', '+ping');
    const replica = await as('replica');
    expect(replica.facts).toMatchObject({
      method: 'replica',
      methodReason: expect.stringMatching(/replicate/),
    });
    // This user cannot even ask what it may do: replication is tried, refused, and the keys are read.
    const scan = await as('scan');
    expect(scan.facts).toMatchObject({
      method: 'scan',
      methodReason: expect.stringMatching(/refused to replicate/),
      contents: { functions: 2 },
    });
    const copy = await keep(startRedis({ dir: dumpFolder(scan.file) }));
    expect(
      keyspaceDifferences(await readKeyspace(endpoint(server)), await readKeyspace(endpoint(copy))),
    ).toEqual([]);
    await expect(as('scan', 'replica')).rejects.toMatchObject({
      code: 'store-permission',
      message: expect.stringMatching(/PSYNC/),
    });
    await expect(as('blind', 'scan')).rejects.toMatchObject({
      code: 'store-permission',
      message: expect.stringMatching(/FUNCTION/),
    });
    await expect(as('mute')).rejects.toMatchObject({ code: 'store-permission' });
  });

  it('stops at a key that the user may not read', async () => {
    const server = await keep(startRedis());
    redisCli(server, ['set', 'other', 'b']);
    redisCli(server, [
      'acl',
      'setuser',
      'part',
      'on',
      '>pw',
      '%R~app:*',
      '+@all',
      '-psync',
      '-acl',
      '-command',
    ]);
    await expect(
      take(server, 'scan', { endpoint: { username: 'part', password: 'pw' } }),
    ).rejects.toMatchObject({ code: 'store-permission' });
  });
});

describe.skipIf(!dragonflyBinary())('Dragonfly', () => {
  it('gives a file that loads into Dragonfly and Valkey', async () => {
    const server = await keep(startDragonfly());
    await fill(server, { product: 'dragonfly' });
    const { facts, file } = await take(server, 'auto');
    expect(facts).toMatchObject({
      method: 'scan',
      methodReason: expect.stringMatching(/Dragonfly/),
      product: 'dragonfly',
      contents: { magic: 'REDIS', rdbVersion: 11, checksum: 'ok' },
    });
    const before = await readKeyspace(endpoint(server));
    const valkey = await keep(startValkey({ dir: dumpFolder(file) }));
    expect(keyspaceDifferences(before, await readKeyspace(endpoint(valkey)))).toEqual([]);
    const copy = await keep(
      startDragonfly({ dir: dumpFolder(file), args: ['--dbfilename', 'dump.rdb', '--nodf_snapshot_format'] }),
    );
    expect(keyspaceDifferences(before, await readKeyspace(endpoint(copy)))).toEqual([]);
    await expect(take(server, 'replica')).rejects.toMatchObject({ code: 'store-unsupported' });
  });

  it('declares the lowest version that its types need, so that Redis 7.0 loads what has no streams', async () => {
    const server = await keep(startDragonfly());
    await fill(server, { product: 'dragonfly' });
    for (const key of ['stream', 'stream:emptied', 'stream:created', 'stream:trimmed'])
      redisCli(server, ['del', key]);
    const { facts, file } = await take(server, 'scan');
    expect(facts.contents.rdbVersion).toBe(10);
    const redis = await keep(startRedis({ dir: dumpFolder(file) }));
    expect(
      keyspaceDifferences(await readKeyspace(endpoint(server)), await readKeyspace(endpoint(redis))),
    ).toEqual([]);
  });

  it('keeps its own types for itself', async () => {
    const server = await keep(startDragonfly());
    await fill(server, { product: 'dragonfly', ownTypes: true });
    const { facts, file } = await take(server, 'scan');
    expect(facts.loadableBy).toEqual(['dragonfly']);
    const copy = await keep(
      startDragonfly({ dir: dumpFolder(file), args: ['--dbfilename', 'dump.rdb', '--nodf_snapshot_format'] }),
    );
    expect(
      keyspaceDifferences(await readKeyspace(endpoint(server)), await readKeyspace(endpoint(copy))),
    ).toEqual([]);
  });

  it('reads strings with DUMP where MGET is not allowed', async () => {
    const server = await keep(startDragonfly());
    await fill(server, { product: 'dragonfly' });
    redisCli(server, ['acl', 'setuser', 'bk', 'on', '>pw', '~*', '+@all', '-mget']);
    const { file } = await take(server, 'scan', { endpoint: { username: 'bk', password: 'pw' } });
    const valkey = await keep(startValkey({ dir: dumpFolder(file) }));
    expect(
      keyspaceDifferences(await readKeyspace(endpoint(server)), await readKeyspace(endpoint(valkey))),
    ).toEqual([]);
  });
});

describe('while clients write', () => {
  it('row 33: a scan holds every key that was there all the time, once', async () => {
    const server = await keep(startRedis());
    const [lasting, all] = [20_000, 300_000];
    await within(server, (connection) => fillSmallKeys(connection, all));
    // Deleting most keys shrinks the server's table under the scan, which then gives keys again that it gave before.
    const shrink = within(server, async (connection) => {
      const script = "for i = ARGV[1], ARGV[2] do redis.call('DEL', 'key:' .. string.format('%d', i)) end";
      for (let i = lasting; i < all; i += 1000) await connection.call(['EVAL', script, '0', i, i + 999]);
    });
    const { facts, file } = await take(server, 'scan');
    await shrink;
    expect(facts.contents.databases[0]!.keys).toBeGreaterThanOrEqual(lasting);
    expect(facts.contents.databases[0]!.keys).toBeLessThan(all);
    // A stock server refuses a file in which a key stands twice, so loading it shows that none does.
    const copy = await keep(startRedis({ dir: dumpFolder(file) }));
    const count =
      "local n = 0; for i = 0, ARGV[1] - 1 do n = n + redis.call('EXISTS', 'key:' .. i) end; return n";
    expect(redisCli(copy, ['eval', count, '0', `${lasting}`])).toBe(`${lasting}`);
    recordFault(import.meta.url, {
      rows: [33],
      injected: '280,000 of 300,000 keys deleted during a backup by `scan`',
      times: 1,
      survived: 'Every key that was there all the time is in it, once, as `fuzzy` promises.',
    });
  });
});
