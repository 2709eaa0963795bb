import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, startInstallation, until } from './installation.ts';
import { digestOf } from './load-context.ts';
import { recordFault } from './record-fault.ts';
import { startTcpProxy } from './tcp-proxy.ts';

const KEYS = 1_000_000;
/** A user who may not play replica: backed up by scan. */
const SCANNER = { username: 'bk', password: 'of-a-throwaway-server' };

let amber: Installation;
const servers: TestServer[] = [];
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(async () => {
  await amber.stop();
  await Promise.all(servers.map((server) => server.stop()));
});
const start = async () => {
  const server = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
  servers.push(server);
  return server;
};

const ended = (id: string) =>
  until(
    async () => {
      const row = await amber.operation(id);
      return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
    },
    'the operation ends',
    300,
  );
/** The most memory that the process has ever had, in bytes. */
const peakOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;

it('row 32: a million keys, binary ones, each with an expiry: bounded memory, equal contents, by replica and by scan', async () => {
  const source = await start();
  for (let from = 0; from < KEYS; from += 100_000)
    redisCli(source, [
      'EVAL',
      `for i=${from + 1},${from + 100_000} do
        local sum = redis.sha1hex(i)
        local key = string.char(0,255,13,10,i%256)..i..string.char(128+i%128)
        redis.call('SET', key, sum, 'EXAT', 4000000000 + i)
      end`,
      '0',
    ]);
  redisCli(source, [
    'ACL',
    'SETUSER',
    SCANNER.username,
    'on',
    `>${SCANNER.password}`,
    '~*',
    '+@all',
    '-psync',
    '-sync',
  ]);
  const worker = await amber.startWorker();
  const target = await start();
  const into = await amber.addStore(target.port, 'target');
  for (const user of [{ username: '', password: '' }, SCANNER]) {
    const method = user.username ? 'scan' : 'replica';
    const store = { name: method, engine: 'redis' as const, host: '127.0.0.1', port: source.port, ...user };
    const { id } = await amber.web.addDataStore(OWNER, store);
    const { backupId, operationId } = await amber.startBackup(id);
    expect(await ended(operationId)).toMatchObject({ state: 'completed' });
    expect(await amber.db.backup.findUnique({ where: { id: backupId } })).toMatchObject({
      method,
      keys: BigInt(KEYS),
    });
    redisCli(target, ['FLUSHALL']);
    const restore = await amber.startRestore(backupId, into, false, 'target');
    expect(await ended(restore.operationId)).toMatchObject({ state: 'completed' });
    expect(digestOf(target)).toBe(digestOf(source));
    expect(redisCli(target, ['INFO', 'keyspace'])).toContain(`expires=${KEYS}`);
  }
  const peak = peakOf(worker.pid);
  console.log(`The worker's memory was ${Math.round(peak / 2 ** 20)} MiB at most.`);
  expect(peak).toBeLessThan(384 * 2 ** 20);
  await worker.stop();
  recordFault(import.meta.url, {
    rows: [32],
    injected:
      'A million keys with binary names, each with an expiry, backed up by `replica` and by `scan`, and restored',
    times: 2,
    survived: 'Equal contents, all expiries; the worker’s memory stayed below 384 MB.',
  });
});

it('row 6: a store that says nothing more is given up after a minute, and the next try completes', async () => {
  const server = await start();
  redisCli(server, ['EVAL', "for i=1,20000 do redis.call('SET','k'..i,redis.sha1hex(i)) end", '0']);
  const proxy = await startTcpProxy(server.port);
  const id = await amber.addStore(proxy.port, 'stalls');
  const worker = await amber.startWorker();
  proxy.inject({ kind: 'stall', after: 200_000 });
  const { backupId, operationId } = await amber.startBackup(id);
  const row = await until(
    async () => {
      const found = await amber.operation(operationId);
      return found.state === 'pending' && found.tries > 0 ? found : null;
    },
    'the first try is given up',
    200,
  );
  expect(row.reason).toMatch(/^Attempt 1 of 5 failed: .*127\.0\.0\.1/);
  proxy.inject({ kind: 'none' });
  expect(await ended(operationId)).toMatchObject({ state: 'completed', tries: 1, losses: 0 });
  expect(await amber.db.backup.findUnique({ where: { id: backupId } })).toMatchObject({
    status: 'available',
  });
  expect(await amber.db.lease.count()).toBe(0);
  await worker.stop();
  await proxy.stop();
  recordFault(import.meta.url, {
    rows: [6],
    injected: 'A store that stops in the middle of its dump and keeps the connection open',
    times: 1,
    survived:
      'Given up after a minute of silence with the reason; the next try completed, and the store’s slot was free.',
  });
});
