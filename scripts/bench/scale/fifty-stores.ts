import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import {
  type Installation,
  startInstallation,
  until,
  type WorkerProcess,
} from '../../../e2e/faults/installation.ts';
import { redisCli, startRedis } from '../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../e2e/servers/server-process.ts';
import { atMost, type Row } from '../rows.ts';

const STORES = 50;
const WORKERS = 2;
/** About 16 MB of RDB a store. */
const KEYS = 20_000;
const VALUE_BYTES = 750;
const LIMITS = { must: 384, aim: 256 };

/** Hard to compress, and quickly made by the server itself. */
const FILL = `for i = 1, ${KEYS} do
  local text = {}
  for part = 1, ${Math.ceil(VALUE_BYTES / 15)} do text[part] = tostring(math.random()) end
  redis.call('SET', 'key:' .. i, table.concat(text))
end`;

const startStores = async (): Promise<TestServer[]> => {
  const stores: TestServer[] = [];
  for (let index = 0; index < STORES; index += 1) {
    const server = await startRedis();
    stores.push(server);
    redisCli(server, ['CONFIG', 'SET', 'repl-diskless-sync-delay', '0']);
    const fill = spawn('redis-cli', ['-p', `${server.port}`, 'EVAL', FILL, '0'], { stdio: 'ignore' });
    await once(fill, 'close');
  }
  return stores;
};

/** VmHWM, MB. */
const peakOf = async ({ pid }: WorkerProcess): Promise<number> =>
  (Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6;

const backUpAll = async (amber: Installation, stores: readonly TestServer[]) => {
  const ids: string[] = [];
  for (const [index, { port }] of stores.entries())
    ids.push(await amber.addStore(port, `store-${String(index).padStart(2, '0')}`));
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => amber.startWorker()));
  const begun = performance.now();
  await Promise.all(ids.map((id) => amber.startBackup(id)));
  await until(
    async () =>
      (await amber.db.operation.count({
        where: { kind: 'backup', state: { in: ['pending', 'running'] } },
      })) === 0,
    'every backup has ended',
    600,
  );
  return { seconds: (performance.now() - begun) / 1000, peaks: await Promise.all(workers.map(peakOf)) };
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startInstallation({ durable: true });
  let stores: TestServer[] = [];
  try {
    stores = await startStores();
    const { seconds, peaks } = await backUpAll(amber, stores);
    const taken = await amber.db.backup.findMany({ where: { status: 'available' } });
    const megabytes = taken.reduce((sum, { plainBytes }) => sum + Number(plainBytes), 0) / 1e6;
    const peak = Math.max(...peaks);
    return [
      {
        measure: '50 stores backed up at once by 2 workers',
        against: 'memory (VmHWM) of the larger worker, none starved',
        result: `${Math.round(peak)} MB`,
        must: '< 384 MB',
        aim: '< 256 MB',
        met: taken.length === STORES ? atMost(peak, LIMITS) : 'no',
        detail: `${taken.length} of ${STORES} Available after ${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB of RDB from ${STORES} Redis servers; workers ${peaks.map((each) => Math.round(each)).join(' and ')} MB`,
      },
    ];
  } finally {
    await Promise.all(stores.map((server) => server.stop()));
    await amber.stop();
  }
};
