import { afterAll, beforeAll, expect, it } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { audit } from './audit.ts';
import { type Installation, OWNER, startInstallation, until } from './installation.ts';
import { recordFault } from './record-fault.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const HOUR = 3_600_000;
/** Far from every change of the machine's own day. */
const NOON = Date.UTC(2026, 5, 10, 12, 10);

let amber: Installation;
let redis: TestServer;
let proxy: TcpProxy;
let store: string;
beforeAll(async () => {
  amber = await startInstallation({ steppedClock: true });
  redis = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
  redisCli(redis, ['EVAL', "for i=1,20000 do redis.call('SET','k'..i,redis.sha1hex(i)) end", '0']);
  proxy = await startTcpProxy(redis.port);
  await amber.postgres.setClock(new Date(NOON));
  store = await amber.addStore(proxy.port, 'hourly');
});
afterAll(async () => {
  await amber.stop();
  await proxy.stop();
  await redis.stop();
});

const slots = async () =>
  (await amber.db.slot.findMany({ where: { dataStoreId: store }, orderBy: { nominalAt: 'asc' } })).map(
    ({ nominalAt, outcome }) => `${nominalAt.toISOString().slice(5, 16)} ${outcome}`,
  );
/** The duties have looked at the new time, and nothing runs. */
const settled = (count: number) =>
  until(async () => {
    const moving = await amber.db.operation.count({ where: { state: { in: ['pending', 'running'] } } });
    return moving === 0 && (await slots()).length >= count;
  }, `${count} slots, and nothing runs`);

it('row 30: the clock goes forward a day and back an hour under a worker: no slot twice, the newest caught up', async () => {
  const worker = await amber.startWorker();
  await amber.web.applyPolicy(OWNER, {
    dataStoreId: store,
    revision: 0,
    enabled: true,
    everyDay: true,
    everyHour: false,
    hours: [6, 13, 20],
    timeZone: 'UTC',
    retentionDays: 30,
  });
  await amber.postgres.setClock(new Date(NOON + HOUR));
  await settled(1);
  expect(await slots()).toEqual(['06-10T13:00 backup']);
  // forward a day: three slots were passed over, the newest is taken
  await amber.postgres.setClock(new Date(NOON + 25 * HOUR));
  await settled(4);
  const after = ['06-10T13:00 backup', '06-10T20:00 missed', '06-11T06:00 missed', '06-11T13:00 backup'];
  expect(await slots()).toEqual(after);
  // back an hour: 13:00 comes a second time
  await amber.postgres.setClock(new Date(NOON + 24 * HOUR));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await amber.postgres.setClock(new Date(NOON + 25 * HOUR));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await slots()).toEqual(after);
  await worker.stop();
});

it.each([
  ['forward a day', 24 * HOUR],
  ['back an hour', -HOUR],
])('row 30: the clock goes %s in the middle of a backup: it completes, once', async (_, step) => {
  const worker = await amber.startWorker();
  proxy.inject({ kind: 'throttle', bytesPerSecond: 200_000 });
  const { backupId, operationId } = await amber.startBackup(store);
  await until(async () => (await amber.operation(operationId)).progress, 'progress is written');
  const [{ now } = { now: new Date() }] = await amber.db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  await amber.postgres.setClock(new Date(now.getTime() + step));
  proxy.inject({ kind: 'none' });
  await until(
    async () => (await amber.operation(operationId)).state === 'completed',
    'the backup is completed',
    120,
  );
  expect(await amber.db.backup.findUnique({ where: { id: backupId } })).toMatchObject({
    status: 'available',
    keys: 20_000n,
  });
  // whatever slots the step brought are through, too
  await settled(0);
  await worker.stop();
  expect(await audit(amber).then((wrong) => wrong.filter((line) => !line.startsWith('job ')))).toEqual([]);
  recordFault(import.meta.url, {
    rows: [30],
    injected:
      'PostgreSQL’s clock stepped forward a day and back an hour under a running worker, between its slots and in the middle of a backup',
    times: 4,
    survived:
      'Each slot once: the newest of those that were passed over was taken, the others recorded as missed. The backups completed and verified.',
  });
});
