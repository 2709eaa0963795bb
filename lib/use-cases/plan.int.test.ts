import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DataStoreId } from '#lib/domain/ids';
import { tierSpanSeconds } from '#lib/domain/retention/tier-span';
import {
  HASTY_WORKER,
  type Installation,
  OWNER,
  startInstallation,
  until,
} from '../../e2e/faults/installation.ts';
import { startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';
import { pruneBackups } from './prune-backups.ts';
import { scheduleFromTheStart } from './schedule-from-the-start.ts';

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

const KEEP = { days: 7, weeks: 4, months: 3, onDemand: 1 };
const planOf = (dataStoreId: string, change: object = {}) => ({
  dataStoreId,
  revision: 0,
  enabled: true,
  kind: 'plan',
  time: '02:30',
  weekday: 7,
  monthDay: 1,
  timeZone: 'Europe/Madrid',
  ...KEEP,
  ...change,
});
const find = (id: string) => amber.db.backup.findUniqueOrThrow({ where: { id } });
const available = async (id: string) =>
  until(async () => (await find(id)).status === 'available', `${id} is available`);
/** As `Back up now` asks for it. */
const backUpNow = async (dataStoreId: string): Promise<string> => {
  const request = { dataStoreId, description: '', retentionDays: null, requestKey: crypto.randomUUID() };
  return (await amber.web.startBackup(OWNER, request)).backupId;
};
const afterSweep = async (id: string): Promise<string> => {
  await pruneBackups(amber);
  return (await find(id)).status;
};
const listed = async (dataStoreId: string, filter: object = {}) =>
  (await amber.web.listBackups(OWNER, { dataStore: dataStoreId, ...filter })).rows;

it('stores a plan, shows it, and gives way to a grid and back', async () => {
  const store = await amber.addStore(redis.port, 'switched');
  await amber.web.applyPolicy(OWNER, planOf(store));
  const shown = await amber.web.findDataStore(OWNER, { id: store });
  expect(shown.policy).toMatchObject({ kind: 'plan', minuteOfDay: 150, weekday: 7, monthDay: 1, keep: KEEP });
  expect(Date.parse(shown.policy!.nextAt!)).toBeGreaterThan(Date.now());
  const grid = { everyDay: true, hours: [2], timeZone: 'UTC', retentionDays: 5 };
  await amber.web.applyPolicy(OWNER, { dataStoreId: store, revision: 1, enabled: true, ...grid });
  expect((await amber.web.findDataStore(OWNER, { id: store })).policy).toMatchObject({
    kind: 'grid',
    retentionDays: 5,
  });
  expect(await amber.db.policy.findUnique({ where: { dataStoreId: store } })).toMatchObject({
    keepDays: null,
    minuteOfDay: null,
  });
  await amber.web.applyPolicy(OWNER, planOf(store, { revision: 2 }));
  await amber.web.applyPolicy(OWNER, { dataStoreId: store, revision: 3, enabled: false });
  expect((await amber.web.findDataStore(OWNER, { id: store })).policy).toMatchObject({
    kind: 'plan',
    enabled: false,
    nextAt: null,
  });
});

it('gives what a slot takes its tiers, and keeps it until the last of them lets it go', async () => {
  const store = await amber.addStore(redis.port, 'planned');
  const [now] = await amber.db.$queryRaw<{ at: Date }[]>`SELECT date_trunc('minute', now()) AS at`;
  const slotAt = now!.at;
  // A plan whose every tier is due this very minute.
  const today = { weekday: slotAt.getUTCDay() || 7, monthDay: slotAt.getUTCDate() };
  const time = slotAt.toISOString().slice(11, 16);
  await amber.web.applyPolicy(OWNER, planOf(store, { ...today, time, timeZone: 'UTC' }));
  await amber.db.$executeRaw`UPDATE "Policy" SET "nextAt" = ${slotAt} WHERE "dataStoreId" = ${store}`;
  const worker = await amber.startWorker(HASTY_WORKER);
  const taken = await until(
    () => amber.db.backup.findFirst({ where: { dataStoreId: store, status: 'available' } }),
    'the slot became a backup',
  );
  await worker.stop();
  expect(taken).toMatchObject({ trigger: 'schedule', tiers: ['daily', 'weekly', 'monthly'], slotAt });
  const terms = {
    keep: KEEP,
    minuteOfDay: slotAt.getUTCHours() * 60 + slotAt.getUTCMinutes(),
    monthDay: today.monthDay,
    timeZone: 'UTC',
  };
  const seconds = tierSpanSeconds(['daily', 'weekly', 'monthly'], slotAt, terms);
  expect(taken.expiresAt!.getTime()).toBe(taken.createdAt.getTime() + seconds * 1000);
  expect(seconds).toBeGreaterThan(85 * 86_400);
  for (const tier of ['daily', 'weekly', 'monthly'])
    expect((await listed(store, { tier })).map(({ id }) => id)).toEqual([taken.id]);
  expect(await listed(store, { tier: 'on-demand' })).toEqual([]);
  // Its monthly tier holds it whatever becomes of the others.
  const shorter = { ...planOf(store, { ...today, time, timeZone: 'UTC', days: 1, weeks: 1, months: 1 }) };
  await amber.web.applyPolicy(OWNER, { ...shorter, revision: 1, applyToExisting: true });
  const month = tierSpanSeconds(['monthly'], slotAt, { ...terms, keep: { ...KEEP, months: 1 } });
  expect((await find(taken.id)).expiresAt!.getTime()).toBe(taken.createdAt.getTime() + month * 1000);
});

it('replaces an on-demand backup only once the next one is available', async () => {
  const store = await amber.addStore(redis.port, 'replaced');
  await amber.web.applyPolicy(OWNER, planOf(store));
  const first = await backUpNow(store);
  const worker = await amber.startWorker(HASTY_WORKER);
  await available(first);
  await worker.stop();
  expect(await find(first)).toMatchObject({ tiers: ['on-demand'], expiresAt: null, retentionDays: null });
  const [shown] = await listed(store);
  expect(shown).toMatchObject({ tiers: ['on-demand'], onDemandKept: 1, expiresAt: null });
  const second = await backUpNow(store);
  expect(await pruneBackups(amber)).toBe(0);
  expect((await find(first)).expiresAt).toBeNull();
  const again = await amber.startWorker(HASTY_WORKER);
  await available(second);
  await until(async () => (await find(first)).status === 'deleted', 'the first one is replaced');
  await again.stop();
  expect(await find(second)).toMatchObject({ status: 'available', expiresAt: null });
});

it('leaves alone what is pinned, has a retention of its own, or would be replaced by one that failed', async () => {
  const store = await amber.addStore(redis.port, 'spared');
  await amber.web.applyPolicy(OWNER, planOf(store));
  const worker = await amber.startWorker(HASTY_WORKER);
  const manual = await amber.startBackup(store);
  await available(manual.backupId);
  const pinned = await backUpNow(store);
  await available(pinned);
  await amber.web.pinBackup(OWNER, { backupId: pinned, pinned: true });
  const kept = await backUpNow(store);
  await available(kept);
  await worker.stop();
  // The next one fails: it takes nobody's place.
  const failed = await backUpNow(store);
  await amber.catalogue.backups.setStatus(failed as `bkp_${string}`, 'failed', 'Refused');
  expect(await pruneBackups(amber)).toBe(0);
  expect((await listed(store)).map(({ id, status }) => [id, status])).toEqual([
    [failed, 'failed'],
    [kept, 'available'],
    [pinned, 'available'],
    [manual.backupId, 'available'],
  ]);
  expect((await find(manual.backupId)).expiresAt).not.toBeNull();
  expect((await find(pinned)).expiresAt).toBeNull();
  expect((await listed(store))[0]!.retry).toMatchObject({ retentionDays: null });
});

it('gives one that is no longer kept forever a week, where newer ones took its place', async () => {
  const store = await amber.addStore(redis.port, 'unpinned');
  await amber.web.applyPolicy(OWNER, planOf(store));
  const worker = await amber.startWorker(HASTY_WORKER);
  const first = await backUpNow(store);
  await available(first);
  const pin = (pinned: boolean) => amber.web.pinBackup(OWNER, { backupId: first, pinned });
  await pin(true);
  expect(await pin(false)).toMatchObject({ keptDays: null });
  expect(await find(first)).toMatchObject({ pinned: false, expiresAt: null });
  await pin(true);
  const second = await backUpNow(store);
  await available(second);
  await worker.stop();
  expect((await find(first)).expiresAt).toBeNull();
  expect(await pin(false)).toMatchObject({ keptDays: 7 });
  expect(await afterSweep(first)).toBe('available');
  const shown = (await listed(store)).find(({ id }) => id === first)!;
  const ahead = (at: string | null) => (Date.parse(at!) - Date.now()) / 86_400_000;
  expect(ahead(shown.expiresAt)).toBeCloseTo(7, 1);
  // to do it twice gives no second week
  expect(await pin(false)).toMatchObject({ keptDays: null });
  // one whose date passed while it was kept forever
  await amber.db.backup.update({ where: { id: first }, data: { pinned: true, expiresAt: new Date(0) } });
  expect(await pin(false)).toMatchObject({ keptDays: 7 });
  expect(await afterSweep(first)).toBe('available');
  await amber.db.backup.update({ where: { id: first }, data: { expiresAt: new Date(0) } });
  expect(await afterSweep(first)).toBe('deleting');
});

it('removes an on-demand backup that was replaced only once no restore reads it', async () => {
  const store = await amber.addStore(redis.port, 'read-meanwhile');
  await amber.web.applyPolicy(OWNER, planOf(store));
  const worker = await amber.startWorker(HASTY_WORKER);
  const first = await backUpNow(store);
  await available(first);
  await worker.stop();
  const second = (await backUpNow(store)) as `bkp_${string}`;
  const read = {
    id: 'rst_readmeanwhile',
    backupId: first,
    dataStoreId: store,
    dataStoreName: 'read-meanwhile',
  };
  await amber.db.restore.create({ data: { ...read, withSafety: false, requestKey: crypto.randomUUID() } });
  const again = await amber.startWorker(HASTY_WORKER);
  await available(second);
  await again.stop();
  expect((await find(first)).expiresAt!.getTime()).toBeLessThanOrEqual(Date.now());
  expect(await afterSweep(first)).toBe('available');
  await expect(amber.web.deleteBackup(OWNER, { backupId: first })).rejects.toMatchObject({ code: 'busy' });
  await amber.db.restore.update({ where: { id: read.id }, data: { status: 'completed' } });
  expect(await afterSweep(first)).toBe('deleting');
});

it('says which backups an edited plan would let go, and lets them go when it is applied to them', async () => {
  const store = await amber.addStore(redis.port, 'edited');
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  const row = (index: number, tiers: string[], days: number, change: object = {}) => ({
    id: `bkp_edited${'abcdefgh'[index]}aaaaaaa`,
    dataStoreId: store,
    dataStoreName: 'edited',
    engine: 'redis',
    trigger: 'schedule',
    tiers,
    description: `of ${days} days ago`,
    status: 'available',
    storedBytes: 5n,
    createdAt: at(days),
    slotAt: at(days),
    expiresAt: at(days - 100),
    ...change,
  });
  const onDemand = { trigger: 'manual', slotAt: null, expiresAt: null };
  const rows = [
    row(0, ['daily'], 1),
    row(1, ['daily'], 5),
    row(2, ['daily', 'weekly'], 6),
    row(3, ['daily'], 6, { pinned: true }),
    row(4, [], 60, { slotAt: null }),
    row(5, ['on-demand'], 2, onDemand),
    row(6, ['on-demand'], 3, onDemand),
  ];
  await amber.db.backup.createMany({ data: rows });
  const asked = { dataStoreId: store, kind: 'plan', time: '02:30', monthDay: '1', timeZone: 'UTC' };
  const numbers = { days: '3', weeks: '2', months: '3', onDemand: '1' };
  const preview = await amber.web.previewRetention(OWNER, { ...asked, ...numbers });
  expect(preview).toMatchObject({ taken: 5, removedCount: 2 });
  const ids = preview.removed.map(({ id }) => id).sort();
  expect(ids).toEqual([rows[1]!.id, rows[6]!.id]);
  await amber.web.applyPolicy(OWNER, planOf(store, { ...numbers, timeZone: 'UTC', applyToExisting: true }));
  expect(await pruneBackups(amber)).toBe(2);
  for (const id of ids) expect((await find(id)).status).toBe('deleting');
});

it('refuses numbers, days and times that are none, each with words', async () => {
  const store = await amber.addStore(redis.port, 'refused');
  const days = 'Keep daily backups for 1 to 3,650 days, in whole days';
  for (const bad of [0, -1, 1_000_000, '1.5', ''])
    await expect(amber.web.applyPolicy(OWNER, planOf(store, { days: bad }))).rejects.toMatchObject({
      fields: { days },
    });
  const all = planOf(store, {
    weeks: 0,
    months: 1_000_000,
    onDemand: -1,
    monthDay: 32,
    weekday: 0,
    time: '24:00',
  });
  await expect(amber.web.applyPolicy(OWNER, all)).rejects.toMatchObject({
    fields: {
      weeks: 'Keep weekly backups for 1 to 520 weeks, in whole weeks',
      months: 'Keep monthly backups for 1 to 120 months, in whole months',
      onDemand: 'Keep 1 to 100 on-demand backups',
      monthDay: 'Choose a day of the month, 1 to 31',
      weekday: 'Choose a day of the week',
      time: 'Give the time of day as hours and minutes, 00:00 to 23:59',
    },
  });
  await expect(amber.web.applyPolicy(OWNER, planOf(store, { kind: 'x' }))).rejects.toMatchObject({
    fields: { kind: 'Choose Grid or Plan' },
  });
  expect(await amber.db.policy.count({ where: { dataStoreId: store } })).toBe(0);
});

it('schedules daily backups of a graph store as soon as it is added, in the zone of who adds it', async () => {
  const graph = {
    name: 'graph',
    engine: 'janusgraph',
    host: '127.0.0.1',
    port: 8182,
    username: '',
    password: '',
  };
  const added = await amber.web.addDataStore(OWNER, { ...graph, timeZone: 'Europe/Madrid' });
  expect(added.scheduled).toBe(true);
  expect((await amber.web.findDataStore(OWNER, { id: added.id })).policy).toMatchObject({
    kind: 'plan',
    enabled: true,
    minuteOfDay: 120,
    timeZone: 'Europe/Madrid',
    keep: KEEP,
  });
  const zone = { ...graph, name: 'graph-2', timeZone: 'Mars/Olympus' };
  await expect(amber.web.addDataStore(OWNER, zone)).rejects.toMatchObject({ code: 'invalid-input' });
});

it('gives a graph store a plan from the start, and other stores none', async () => {
  const store = (await amber.addStore(redis.port, 'from-the-start')) as DataStoreId;
  const begin = (engine: 'redis' | 'janusgraph') =>
    amber.catalogue.transaction((tx) => scheduleFromTheStart(tx, { id: store, engine }, 'Asia/Tokyo'));
  expect(await begin('redis')).toBe(false);
  expect(await amber.catalogue.policies.find(store)).toBeNull();
  expect(await begin('janusgraph')).toBe(true);
  expect(await amber.catalogue.policies.find(store)).toMatchObject({
    kind: 'plan',
    enabled: true,
    timeZone: 'Asia/Tokyo',
    keep: KEEP,
  });
  expect(await begin('janusgraph')).toBe(false);
});
