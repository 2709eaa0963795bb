import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Endpoint, RedisProbe } from '#lib/domain/data-store';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { keydbBinary, startKeyDb } from '../../../../e2e/servers/keydb.ts';
import { redisCli, startRedis } from '../../../../e2e/servers/redis.ts';
import { startScriptedRedis } from '../../../../e2e/servers/scripted-redis.ts';
import { startServer, type TestServer } from '../../../../e2e/servers/server-process.ts';
import { startValkey } from '../../../../e2e/servers/valkey.ts';
import { backupRefusal } from '../snapshot/backup-refusal.ts';
import { MAY_ALL } from './commands.fixture.ts';
import { probe } from './probe.ts';

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
const ask = (server: { port: number }, more: Partial<Endpoint> = {}): Promise<RedisProbe> =>
  probe(endpoint(server, more), new AbortController().signal);

const running: TestServer[] = [];
const keep = async (starting: Promise<TestServer>): Promise<TestServer> => {
  const server = await starting;
  running.push(server);
  return server;
};
afterAll(() => Promise.all(running.map((server) => server.stop())));

const fill = (server: TestServer) => {
  redisCli(server, ['set', 'a', '1']);
  redisCli(server, ['set', 'b', '1', 'ex', '1000']);
  redisCli(server, ['-n', '3', 'set', 'c', '1']);
};
const FILLED = {
  topology: 'standalone',
  masterLink: null,
  databases: { 0: { keys: 2, expires: 1 }, 3: { keys: 1, expires: 0 } },
  databaseCount: 16,
  keys: 3,
  expires: 1,
};

describe('probe', () => {
  it('knows Redis 7.0', async () => {
    const server = await keep(
      startRedis({
        args: ['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru', '--appendonly', 'yes'],
      }),
    );
    fill(server);
    redisCli(server, [
      'function',
      'load',
      "#!lua name=lib\nredis.register_function('f', function() return 1 end)",
    ]);
    const found = await ask(server);
    expect(found).toMatchObject({
      ...FILLED,
      product: 'redis',
      rdbVersion: 10,
      functions: 1,
      memory: { max: 100 << 20, policy: 'allkeys-lru' },
      persistence: { appendOnly: true, saving: false, loading: false },
      maxBulkBytes: 512 << 20,
      commands: MAY_ALL,
    });
    expect(found.version).toMatch(/^7\./);
    expect(found.memory.used).toBeGreaterThan(100_000);
    expect(found.latencyMs).toBeGreaterThan(0);
    expect(backupRefusal(found)).toBeNull();
  });

  it('knows Valkey 9.1', async () => {
    const server = await keep(startValkey());
    fill(server);
    expect(await ask(server)).toMatchObject({
      ...FILLED,
      product: 'valkey',
      version: '9.1.2',
      rdbVersion: 80,
      commands: MAY_ALL,
    });
  });

  it.skipIf(!keydbBinary())('knows KeyDB', async () => {
    const server = await keep(startKeyDb());
    fill(server);
    redisCli(server, [
      'acl',
      'setuser',
      'bk',
      'on',
      '>pw',
      '~*',
      '-@all',
      '+@connection',
      '+info',
      '+scan',
      '+dump',
      '+acl',
      '+command',
    ]);
    expect(await ask(server)).toMatchObject({
      ...FILLED,
      product: 'keydb',
      version: expect.stringMatching(/^6\.3/),
      rdbVersion: 9,
      commands: { ...MAY_ALL, function: false },
    });
    const limited = await ask(server, { username: 'bk', password: 'pw' });
    expect(limited.commands).toMatchObject({
      psync: false,
      scan: true,
      dump: true,
      restore: false,
      flushall: false,
    });
  });

  it.skipIf(!dragonflyBinary())('knows Dragonfly, also where it pretends to be a cluster', async () => {
    const server = await keep(startDragonfly());
    fill(server);
    const wanted = {
      ...FILLED,
      product: 'dragonfly',
      version: expect.stringMatching(/^1\./),
      rdbVersion: 9,
      memory: { max: 2 * 2 ** 30, policy: 'noeviction' },
      persistence: { appendOnly: false, saving: false },
      commands: { ...MAY_ALL, psync: false, function: false },
    };
    expect(await ask(server)).toMatchObject(wanted);
    const emulated = await keep(startDragonfly({ args: ['--cluster_mode=emulated'] }));
    expect(await ask(emulated)).toMatchObject({ topology: 'standalone' });
    const real = await keep(startDragonfly({ args: ['--cluster_mode=yes'] }));
    expect(await ask(real)).toMatchObject({ topology: 'cluster' });
  });

  it('finds out what a limited user may do', async () => {
    const server = await keep(startRedis());
    const user = (name: string, ...rules: string[]) =>
      redisCli(server, ['acl', 'setuser', name, 'on', '>pw', ...rules]);
    user('asks', '~*', '-@all', '+info', '+ping', '+acl', '+command', '+scan', '+dump', '+psync');
    user('mute', '~*', '-@all', '+info', '+ping', '+scan');
    user('part', '~app:*', '+@all');
    user('blind', '~*', '-@all', '+ping');
    const as = (username: string) => ask(server, { username, password: 'pw' });
    expect((await as('asks')).commands).toEqual({
      ...MAY_ALL,
      restore: false,
      flushall: false,
      function: false,
      bgsave: false,
    });
    // Nothing tells whether it may PSYNC or FLUSHALL, and neither is tried.
    expect((await as('mute')).commands).toMatchObject({
      scan: true,
      dump: false,
      restore: false,
      psync: true,
      flushall: true,
    });
    expect((await as('part')).commands).toMatchObject({ dump: false, restore: false, psync: true });
    await expect(as('blind')).rejects.toMatchObject({
      code: 'store-permission',
      message: expect.stringContaining('+info'),
    });
    expect(redisCli(server, ['dbsize'])).toBe('0');
  });

  it('recognises a Sentinel, a cluster node and replicas', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'amber-sentinel-'));
    writeFileSync(join(dir, 's.conf'), '');
    const sentinel = await keep(
      startServer({
        binary: 'redis-server',
        args: (port) => [join(dir, 's.conf'), '--sentinel', '--port', `${port}`, '--bind', '127.0.0.1'],
      }),
    );
    const found = await ask(sentinel);
    expect(found.topology).toBe('sentinel');
    expect(backupRefusal(found)).toMatch(/Sentinel/);

    const cluster = await ask(await keep(startRedis({ args: ['--cluster-enabled', 'yes'] })));
    expect(cluster.topology).toBe('cluster');
    expect(backupRefusal(cluster)).toMatch(/Cluster/);

    const master = await keep(startRedis({ args: ['--repl-diskless-sync-delay', '0'] }));
    const replica = await keep(startRedis({ args: ['--replicaof', '127.0.0.1', `${master.port}`] }));
    await expect
      .poll(() => ask(replica), { timeout: 20_000 })
      .toMatchObject({ topology: 'replica', masterLink: 'up' });
    expect(backupRefusal(await ask(replica))).toBeNull();
    await master.stop();
    await expect
      .poll(() => ask(replica), { timeout: 20_000 })
      .toMatchObject({ topology: 'replica', masterLink: 'down' });
    expect(backupRefusal(await ask(replica))).toMatch(/replica/);
    rmSync(dir, { recursive: true, force: true });
  });

  it('gives up after ten seconds, and at once by the signal', async () => {
    const abort = new AbortController();
    const server = createServer(() => abort.abort());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as AddressInfo).port;
    await expect(probe(endpoint({ port }), abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    server.close();
  });

  it('keeps little of a server that says much', async () => {
    const long = Buffer.alloc(100_000, 'x');
    const text = `redis_version:7.0.15\0\r\nmaxmemory_policy:noeviction\0${long}\r\nredis_mode:standalone\r\n`;
    const module = (name: string | Buffer) => [Buffer.from('name'), Buffer.from(name), Buffer.from('ver'), 1];
    const modules = ['search', 'a\0b', long, ...Array<string>(1000).fill('m')].map(module);
    let info = text;
    const server = await startScriptedRedis((name) => {
      if (name === 'INFO') return { reply: Buffer.from(info) };
      return name === 'MODULE' ? { reply: modules } : null;
    });
    const found = await ask(server);
    expect(found).toMatchObject({ version: '7.0.15', memory: { policy: 'noeviction' } });
    expect(found.modules?.slice(0, 2)).toEqual(['search', 'a?b']);
    expect(JSON.stringify(found).length).toBeLessThan(5000);
    expect(JSON.stringify(found)).not.toContain('u0000');
    info += `junk:${'x'.repeat(2 ** 20)}\r\n`;
    await expect(ask(server)).rejects.toMatchObject({ code: 'store-protocol' });
    await server.stop();
  });

  it('does not take a server that answers PING for Redis', async () => {
    const server = createServer((socket) =>
      socket
        .on('error', () => {})
        .on('data', (data) => socket.write(String(data).includes('PING') ? '+PONG\r\n' : '$2\r\nhi\r\n')),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await expect(ask({ port: (server.address() as AddressInfo).port })).rejects.toMatchObject({
      code: 'store-not-redis',
    });
    server.close();
  });

  describe('a store that is loading', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await keep(startRedis());
    });
    it('is refused with a sentence', async () => {
      const found = await ask(server);
      expect(backupRefusal({ ...found, persistence: { ...found.persistence, loading: true } })).toMatch(
        /loading/,
      );
    });
  });
});
