import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  recordedRun,
  restoreInto,
  savedFile,
  send,
  serverRack,
  withConnection,
} from '../../../../e2e/data/restoring.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { keydbBinary, startKeyDb } from '../../../../e2e/servers/keydb.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { startValkey } from '../../../../e2e/servers/valkey.ts';

const rack = serverRack();
const folders: string[] = [];
afterAll(async () => {
  await rack.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const KEYS = 50_000;
let file: string;
beforeAll(async () => {
  // KeyDB's file is old enough for every other server.
  const source = await rack.keep(keydbBinary() ? startKeyDb() : startRedis());
  await withConnection(source, async (connection) => {
    for (let i = 0; i < KEYS; i += 1000) {
      const pairs = Array.from({ length: 1000 }, (_, n) => [`key:${i + n}`, `value ${i + n}`]).flat();
      await connection.call(['MSET', ...pairs]);
    }
  });
  file = await savedFile(source);
});

type Start = (options: { args: readonly string[]; dir: string }) => Promise<TestServer>;
const AOF = ['--appendonly', 'yes'];
const always = () => false;

it.each<[string, Start, string[], 'aof' | 'snapshot', () => boolean]>([
  ['Redis with an fsync every second', startRedis, AOF, 'aof', always],
  ['Redis with an fsync of every write', startRedis, [...AOF, '--appendfsync', 'always'], 'aof', always],
  ['Redis that leaves the fsync to its system', startRedis, [...AOF, '--appendfsync', 'no'], 'aof', always],
  ['Redis that saves now and then', startRedis, ['--save', '3600 1000000'], 'snapshot', always],
  ['Redis that does both', startRedis, [...AOF, '--save', '3600 1000000'], 'aof', always],
  ['Valkey, which tells when it has written', startValkey, AOF, 'aof', always],
  ['Valkey that leaves the fsync to its system', startValkey, [...AOF, '--appendfsync', 'no'], 'aof', always],
  ['KeyDB', startKeyDb, AOF, 'aof', () => !keydbBinary()],
  [
    'Dragonfly with a snapshot file',
    startDragonfly,
    ['--dbfilename', 'kept'],
    'snapshot',
    () => !dragonflyBinary(),
  ],
])('survives the death of %s', async (_name, start, args, durability, isMissing) => {
  if (isMissing()) return;
  const dir = mkdtempSync(join(tmpdir(), 'amber-durable-'));
  folders.push(dir);
  const first = await rack.keep(start({ args, dir }));
  await send(first, ['SET', 'old', 'data']);
  const run = recordedRun();
  expect(await restoreInto(first, file, { run })).toMatchObject({ keys: KEYS, durability, differences: [] });
  expect(run.phases.at(-1)).toBe('Saving');
  process.kill(first.pid, 'SIGKILL');
  await first.stop();
  const second = await rack.keep(start({ args, dir }));
  // KeyDB and Dragonfly answer PING while they still load.
  await expect.poll(() => send(second, ['DBSIZE']).catch(() => null), { timeout: 20_000 }).toBe(KEYS);
  expect(await send(second, ['EXISTS', 'old'])).toBe(0);
});

it('says so when the target keeps nothing on its disk', async () => {
  const target = await rack.keep(startRedis());
  expect(await restoreInto(target, file)).toMatchObject({ durability: 'memory' });
});

it('does not count a restore as whole that the target could not save', async () => {
  const target = await rack.keep(
    startRedis({ args: ['--save', '3600 1000000', '--stop-writes-on-bgsave-error', 'no'] }),
  );
  const run = recordedRun(({ phase }) => {
    // The folder goes while the keys come.
    if (phase === 'Loading') rmSync(target.dir, { recursive: true, force: true });
  });
  const restoring = restoreInto(target, file, { run });
  await expect(restoring).rejects.toMatchObject({ code: 'restore-incomplete' });
  await expect(restoring).rejects.toThrow(/could not save its snapshot: the data is in memory only/);
});
