import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FLEET } from '../servers/fleet.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import { freePort, type TestServer } from '../servers/server-process.ts';
import { audit } from './audit.ts';
import { HASTY_WORKER, type Installation, OWNER, startInstallation, until } from './installation.ts';
import { digestOf } from './load-context.ts';
import { recordFault } from './record-fault.ts';
import { seededRandom } from './seeded-random.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let amber: Installation;
let source: TestServer;
let proxy: TcpProxy;
let store: string;
let backupId: string;

const fill = (server: { port: number }, from: number, to: number) =>
  redisCli(server, ['EVAL', `for i=${from},${to} do redis.call('SET','k'..i,redis.sha1hex(i)) end`, '0']);
const ended = (id: string) =>
  until(async () => {
    const row = await amber.operation(id);
    return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
  }, 'the operation ends');
const restoreRow = (id: string) => amber.db.restore.findUniqueOrThrow({ where: { id } });

beforeAll(async () => {
  amber = await startInstallation();
  source = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
  fill(source, 1, 60_000);
  proxy = await startTcpProxy(source.port);
  store = await amber.addStore(proxy.port, 'source');
  await amber.startWorker(HASTY_WORKER);
  const begun = await amber.startBackup(store);
  backupId = begun.backupId;
  expect(await ended(begun.operationId)).toMatchObject({ state: 'completed' });
});
afterEach(() => proxy.inject({ kind: 'none' }));
afterAll(async () => {
  await amber.stop();
  await proxy.stop();
  await source.stop();
});

/** A server of this port, for one that dies and comes back. */
const startAt = async (port: number, dir: string) => {
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--enable-debug-command', 'local'];
  const child = spawn('redis-server', args, { cwd: dir, stdio: 'ignore' });
  await until(() => {
    try {
      return redisCli({ port }, ['PING']) === 'PONG';
    } catch {
      return false;
    }
  }, 'the server answers');
  const end = async () => {
    child.kill('SIGKILL');
    if (child.signalCode === null && child.exitCode === null) await once(child, 'exit');
  };
  return { port, end };
};

it('row 5: the store is killed in the middle of its dump: failed with its name, nothing left', async () => {
  const doomed = await startAt(await freePort(), source.dir);
  fill(doomed, 1, 60_000);
  const slow = await startTcpProxy(doomed.port);
  slow.inject({ kind: 'throttle', bytesPerSecond: 400_000 });
  const { operationId } = await amber.startBackup(await amber.addStore(slow.port, 'doomed'));
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  await doomed.end();
  const operation = await ended(operationId);
  expect(operation).toMatchObject({ state: 'failed' });
  expect(operation.reason).toContain(`127.0.0.1:${slow.port}`);
  await slow.stop();
  recordFault(import.meta.url, {
    rows: [5],
    injected: 'SIGKILL of the store while a worker receives its dump',
    times: 1,
    survived:
      'Failed after its tries, with the address of the store and what happened; no file and no lease was left.',
  });
});

it('row 12: a cancel at a random moment of a small backup: cancelled and no file, or Available and whole', async () => {
  const random = seededRandom(20_261_123);
  const small = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
  redisCli(small, ['SET', 'one', 'value']);
  const id = await amber.addStore(small.port, 'small');
  for (let times = 0; times < 30; times += 1) {
    const { operationId } = await amber.startBackup(id);
    await new Promise((resolve) => setTimeout(resolve, random() * 400));
    await amber.web.cancelOperation(OWNER, { operationId }).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'conflict' });
    });
    expect((await ended(operationId)).state).toMatch(/^(cancelled|completed)$/);
  }
  await small.stop();
  recordFault(import.meta.url, {
    rows: [12],
    injected: 'A cancel at a random moment of a backup of one key',
    times: 30,
    survived: 'Cancelled without a file, or Available and verified in full.',
  });
});

it('row 34: a user without the rights is terminal at once', async () => {
  const server = await startRedis();
  redisCli(server, ['ACL', 'SETUSER', 'bk', 'on', '>pw-of-bk', '~*', '-@all', '+ping', '+info']);
  const { id } = await amber.web.addDataStore(OWNER, {
    name: 'no-rights',
    engine: 'redis',
    host: '127.0.0.1',
    port: server.port,
    username: 'bk',
    password: 'pw-of-bk',
  });
  const { operationId } = await amber.startBackup(id);
  const operation = await ended(operationId);
  expect(operation).toMatchObject({ state: 'failed', attempt: 1 });
  expect(operation.reason).toMatch(/not allowed|permission|may not|rights/i);
  await server.stop();
  recordFault(import.meta.url, {
    rows: [34],
    injected: 'A user who may do no more than PING and INFO',
    times: 1,
    survived: 'Failed at the first attempt, with what the user may not do.',
  });
});

it('row 21: the target is killed in the middle of a restore: incomplete, and done again when it is back', async () => {
  const port = await freePort();
  let target = await startAt(port, source.dir);
  fill(target, 1, 100);
  const before = digestOf(target);
  const id = await amber.addStore(port, 'target');
  const { restoreId, operationId } = await amber.startRestore(backupId, id);
  await until(async () => (await restoreRow(restoreId)).touchedAt, 'the target is touched');
  await target.end();
  const operation = await ended(operationId);
  if (operation.state === 'completed')
    throw new Error('The load was through before the kill: make it larger');
  const broken = await restoreRow(restoreId);
  expect(broken).toMatchObject({ status: 'failed', targetState: 'incomplete' });
  target = await startAt(port, source.dir);
  const again = await amber.web.restoreAgain(OWNER, { restoreId, requestKey: crypto.randomUUID() });
  expect(await ended(again.operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(target)).toBe(digestOf(source));
  expect((await restoreRow(again.restoreId)).wayBackId).toBe(broken.safetyBackupId);
  const back = await amber.startRestore(broken.safetyBackupId!, id);
  expect(await ended(back.operationId)).toMatchObject({ state: 'completed' });
  expect(digestOf(target)).toBe(before);
  await target.end();
  recordFault(import.meta.url, {
    rows: [21],
    injected: 'SIGKILL of the target while a restore loads it',
    times: 1,
    survived:
      '`incomplete`, never success; Restore again brought the whole backup in, with the safety backup of the first attempt, and that one brought the old data back.',
  });
});

describe('row 22: a restore is refused before the target is touched', () => {
  const refusal = async (target: { port: number }, name: string, from = backupId) => {
    const id = await amber.addStore(target.port, name);
    const keys = redisCli(target, ['DBSIZE']);
    const { restoreId, operationId } = await amber.startRestore(from, id);
    const operation = await ended(operationId);
    expect(operation).toMatchObject({ state: 'failed', attempt: 1 });
    expect(await restoreRow(restoreId)).toMatchObject({ targetState: 'untouched', touchedAt: null });
    expect(redisCli(target, ['DBSIZE'])).toBe(keys);
    return operation.reason!;
  };

  it('when it is not empty, no safety backup is taken and its name is not typed', async () => {
    const target = await startRedis();
    fill(target, 1, 10);
    const id = await amber.addStore(target.port, 'not-empty');
    for (const typed of ['', 'not-empt', 'Not-Empty', 'source'])
      await expect(amber.startRestore(backupId, id, false, typed)).rejects.toMatchObject({
        code: 'invalid-input',
      });
    expect(redisCli(target, ['DBSIZE'])).toBe('10');
    await target.stop();
  });

  it('when it is too small', async () => {
    const target = await startRedis({ args: ['--maxmemory', '4mb'] });
    fill(target, 1, 10);
    expect(await refusal(target, 'too-small')).toMatch(/memory/i);
    await target.stop();
  });

  it('when it is a version or a product that cannot load what is in the backup', async () => {
    const newer = await FLEET.find(({ version }) => version === '7.2.4')!.start();
    redisCli(newer, ['SADD', 'set', 'a', 'b', 'c']);
    const begun = await amber.startBackup(await amber.addStore(newer.port, 'newer'));
    expect(await ended(begun.operationId)).toMatchObject({ state: 'completed' });
    const products = FLEET.filter(({ version, there }) => /^6\./.test(version) && there);
    for (const product of products) {
      const target = await product.start();
      fill(target, 1, 10);
      expect(await refusal(target, `old ${product.name}`, begun.backupId)).toMatch(/1 set/);
      await target.stop();
    }
    await newer.stop();
    recordFault(import.meta.url, {
      rows: [22],
      injected: `A target with keys and no safety backup and without its name typed (four wrong ones); one with too little memory; one of an older version or another product (${products.map(({ name }) => name).join(', ')})`,
      times: 5 + products.length,
      survived: 'Refused with the reason; the target had the same keys as before.',
    });
  });
});

it('row 33: a backup by replica under writes holds one moment: what is written together is there together', async () => {
  const writer = spawn('redis-cli', ['-p', `${source.port}`], { stdio: ['pipe', 'ignore', 'ignore'] });
  writer.stdin.on('error', () => {});
  let written = 0;
  const timer = setInterval(() => {
    for (let each = 0; each < 20; each += 1)
      writer.stdin.write(`MULTI\nSET first ${++written}\nSET last ${written}\nEXEC\n`);
  }, 1);
  try {
    const target = await startRedis();
    const id = await amber.addStore(target.port, 'under-writes');
    let highest = 0;
    for (let times = 0; times < 5; times += 1) {
      const begun = await amber.startBackup(store);
      expect(await ended(begun.operationId)).toMatchObject({ state: 'completed' });
      expect(await amber.db.backup.findUnique({ where: { id: begun.backupId } })).toMatchObject({
        method: 'replica',
        consistency: 'point-in-time',
      });
      const { operationId } = await amber.startRestore(begun.backupId, id, false, 'under-writes');
      expect(await ended(operationId)).toMatchObject({ state: 'completed' });
      const [first, last] = redisCli(target, ['MGET', 'first', 'last']).split('\n').map(Number);
      expect(first).toBe(last);
      expect(first).toBeGreaterThan(highest);
      highest = first!;
    }
    await target.stop();
  } finally {
    clearInterval(timer);
    writer.kill();
  }
  recordFault(import.meta.url, {
    rows: [33],
    injected: 'Transactions that write two keys alike, thousands a second, during a backup by `replica`',
    times: 5,
    survived: 'Each backup, restored, held both keys alike: one moment, as its consistency says.',
  });
});

it('rows 5, 12 and 34: afterwards every row and every file is right', async () => {
  expect(await audit(amber)).toEqual([]);
});
