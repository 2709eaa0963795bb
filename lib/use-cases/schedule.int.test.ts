import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Installation, OWNER, startInstallation, until } from '../../e2e/faults/installation.ts';
import { recordFault } from '../../e2e/faults/record-fault.ts';
import { startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let redis: TestServer;
beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

const everyHour = (dataStoreId: string, revision = 0) => ({
  dataStoreId,
  revision,
  enabled: true,
  everyDay: true,
  everyHour: true,
  timeZone: 'UTC',
  retentionDays: 7,
});
/** Only the database's clock counts: instead of moving it forward, the next slot is moved back. */
const makeDue = (dataStoreId: string, hoursAgo: number) =>
  amber.db.$executeRaw`
    UPDATE "Policy" SET "nextAt" = date_trunc('hour', now()) - make_interval(hours => ${hoursAgo}::int)
    WHERE "dataStoreId" = ${dataStoreId}`;
const slotsOf = (dataStoreId: string) =>
  amber.db.slot.findMany({ where: { dataStoreId }, orderBy: { nominalAt: 'asc' } });

it('row 31: down for three slots: the newest runs once, the older ones are missed, none twice with four workers', async () => {
  const store = await amber.addStore(redis.port, 'hourly');
  await amber.web.applyPolicy(OWNER, everyHour(store));
  await makeDue(store, 3);
  const workers = await Promise.all([1, 2, 3, 4].map(() => amber.startWorker()));
  const backup = await until(
    () => amber.db.backup.findFirst({ where: { dataStoreId: store, status: 'available' } }),
    'the newest slot became a backup',
  );
  expect(backup).toMatchObject({
    trigger: 'schedule',
    description: expect.stringMatching(/^Scheduled backup of hourly, /),
  });
  const slots = await slotsOf(store);
  expect(slots.map(({ outcome }) => outcome)).toEqual(['missed', 'missed', 'missed', 'backup']);
  expect(await amber.db.backup.count({ where: { dataStoreId: store } })).toBe(1);
  const policy = await amber.db.policy.findUniqueOrThrow({ where: { dataStoreId: store } });
  expect(policy.nextAt!.getTime()).toBeGreaterThan(Date.now());
  const page = await amber.web.listActivity(OWNER, { kind: 'slot' });
  expect(page.rows.map(({ status }) => status)).toEqual(['Missed', 'Missed', 'Missed']);
  await Promise.all(workers.map((worker) => worker.stop()));
  recordFault(import.meta.url, {
    rows: [31],
    injected: 'No worker for three slots, then four at once',
    times: 1,
    survived: 'The newest slot became one backup, the older ones are recorded as missed.',
  });
});

it('tells an editor that saw an older schedule', async () => {
  const store = await amber.addStore(redis.port, 'edited');
  await amber.web.applyPolicy(OWNER, everyHour(store));
  await expect(amber.web.applyPolicy(OWNER, everyHour(store))).rejects.toMatchObject({ code: 'conflict' });
  await amber.web.applyPolicy(OWNER, { ...everyHour(store, 1), enabled: false });
  expect(await amber.db.policy.findUnique({ where: { dataStoreId: store } })).toMatchObject({
    enabled: false,
    nextAt: null,
  });
});

it('records a slot that came due before a worker saw it when the schedule is changed', async () => {
  const store = await amber.addStore(redis.port, 'changed');
  await amber.web.applyPolicy(OWNER, everyHour(store));
  await makeDue(store, 1);
  await amber.web.applyPolicy(OWNER, { ...everyHour(store, 1), everyHour: false, hours: [3] });
  expect((await slotsOf(store)).map(({ outcome }) => outcome)).toEqual(['missed', 'missed']);
});

it('rows 24 and 25: retention keeps the last good backup, whatever failed since', async () => {
  const store = await amber.addStore(redis.port, 'kept');
  const worker = await amber.startWorker();
  const end = async (backupId: string, status: string) =>
    until(
      async () => (await amber.db.backup.findUnique({ where: { id: backupId } }))?.status === status,
      `${backupId} is ${status}`,
    );
  const old = await amber.startBackup(store);
  await end(old.backupId, 'available');
  const newer = await amber.startBackup(store);
  await end(newer.backupId, 'available');
  for (let i = 0; i < 10; i += 1) {
    await amber.db.backup.create({
      data: {
        id: `bkp_failed${'abcdefghij'[i]}aaaa`,
        dataStoreId: store,
        dataStoreName: 'kept',
        engine: 'redis',
        trigger: 'schedule',
        description: 'Failed',
        status: 'failed',
      },
    });
  }
  await amber.db.backup.updateMany({
    where: { id: { in: [old.backupId, newer.backupId] } },
    data: { expiresAt: new Date(0) },
  });
  await end(old.backupId, 'deleted');
  expect(await amber.db.backup.findUnique({ where: { id: newer.backupId } })).toMatchObject({
    status: 'available',
  });
  const row = await amber.web.findBackup(OWNER, { backupId: newer.backupId });
  expect(row.lastGood).toBe(true);
  await worker.stop();
  recordFault(import.meta.url, {
    rows: [24, 25],
    injected: 'Every good backup of a store expires, after ten newer ones failed',
    times: 1,
    survived: 'The newest good one was kept, and is shown as the last good one; the older was removed.',
  });
});
