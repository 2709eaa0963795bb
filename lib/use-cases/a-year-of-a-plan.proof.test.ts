import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { BackupId, DataStoreId, OperationId } from '#lib/domain/ids';
import type { Plan, TierCounts } from '#lib/domain/plan';
import type { TakenBackup } from '#lib/domain/ports/catalogue';
import { expiryOf } from '#lib/domain/retention/expiry';
import { type WatchedSlot, watchedPlan } from '#lib/domain/retention/watched-plan.fixture';
import { readClocks } from '#lib/domain/schedule/luxon-slots.fixture';
import { timeName } from '#lib/domain/words/schedule';
import { type Installation, OWNER, startInstallation } from '../../e2e/faults/installation.ts';
import { seededRandom } from '../../e2e/faults/seeded-random.ts';
import { endOperation } from './end-operation.ts';
import { fireDueSlots } from './fire-due-slots.ts';
import { pruneBackups } from './prune-backups.ts';
import { replaceOnDemand } from './replace-on-demand.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 120_000 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);
const DAYS = 400;

const PLANS: Record<string, { plan: Plan; keep: TierCounts }> = {
  madrid: {
    plan: { kind: 'plan', minuteOfDay: 150, weekday: 7, monthDay: 31, timeZone: 'Europe/Madrid' },
    keep: { days: 7, weeks: 4, months: 3, onDemand: 1 },
  },
  'lord-howe': {
    plan: { kind: 'plan', minuteOfDay: 135, weekday: 3, monthDay: 1, timeZone: 'Australia/Lord_Howe' },
    keep: { days: 3, weeks: 6, months: 1, onDemand: 2 },
  },
  nuuk: {
    plan: { kind: 'plan', minuteOfDay: 1410, weekday: 6, monthDay: 30, timeZone: 'America/Nuuk' },
    keep: { days: 10, weeks: 2, months: 6, onDemand: 1 },
  },
};

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation({ steppedClock: true });
});
afterAll(() => amber.stop());

type Kept = { id: string; takenAt: number; goesAt: number };
type Store = { id: DataStoreId; slots: WatchedSlot[]; keep: TierCounts; taken: Kept[]; onDemand: Kept[] };

const addStores = (): Promise<Store[]> =>
  Promise.all(
    Object.entries(PLANS).map(async ([name, { plan, keep }], index) => {
      const id = await amber.addStore(9 + index, name);
      const { minuteOfDay, ...where } = plan;
      const form = { ...where, ...keep, time: timeName(minuteOfDay) };
      await amber.web.applyPolicy(OWNER, { dataStoreId: id, revision: 0, enabled: true, ...form });
      const clocks = readClocks(plan.timeZone, START - 3 * DAY, START + (DAYS + 250) * DAY, 15 * MINUTE);
      const slots = watchedPlan(plan, keep, clocks).filter(({ at }) => at > START);
      return { id, slots, keep, taken: [], onDemand: [] };
    }),
  );

const fireAll = async (): Promise<void> => {
  const log = { error: (fields: object) => expect(fields).toEqual({}) };
  while (await fireDueSlots({ catalogue: amber.catalogue, log }));
};

/** Ends the backup that the store has under way, as a worker would; gives it when it became Available. */
const endBackup = (store: Store, takenAt: number, failed: boolean): Promise<string | null> =>
  amber.catalogue.transaction(async (tx) => {
    const open = await amber.db.operation.findFirst({
      where: { dataStoreId: store.id, kind: 'backup', state: 'pending' },
    });
    const operation = await tx.operations.find(open!.id as OperationId);
    if (failed) {
      await endOperation(tx, operation!, { state: 'failed', code: 'internal', reason: 'Refused' });
      return null;
    }
    const backup = (await tx.backups.find(operation!.backupId as BackupId))!;
    const startedAt = new Date(takenAt);
    await replaceOnDemand(tx, backup);
    await tx.backups.markAvailable(backup.id, { ...TAKEN, startedAt }, expiryOf(backup, startedAt));
    await tx.operations.finish(operation!.id, { state: 'completed', reason: null, summary: null });
    await tx.leases.release(operation!.id);
    return backup.id;
  });

const TAKEN = {
  product: 'redis',
  version: '7.2.5',
  method: 'scan',
  methodReason: '',
  consistency: 'fuzzy',
  plainBytes: 1,
  storedBytes: 1,
  keys: 1,
  usedMemory: 1,
  sha256: '',
  dataFile: 'data.rdb.zst',
} as Omit<TakenBackup, 'startedAt'> as TakenBackup;

/** Removes what pruning has marked, as a worker would. */
const prune = async (): Promise<void> => {
  while ((await pruneBackups(amber)) > 0);
  const over = await amber.db.backup.findMany({ where: { status: 'deleting' }, select: { id: true } });
  await amber.catalogue.backups.markDeleted(over.map(({ id }) => id as BackupId));
};

const keptNow = async ({ id }: Store): Promise<string[]> => {
  const rows = await amber.db.backup.findMany({
    where: { dataStoreId: id, status: 'available' },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => row.id);
};

const owed = ({ taken, onDemand, keep }: Store, now: number): string[] => {
  const oldestFirst = (one: Kept, other: Kept) => one.takenAt - other.takenAt;
  const kept = [...taken.filter(({ goesAt }) => goesAt > now), ...onDemand.slice(-keep.onDemand)];
  const [newest] = [...taken, ...onDemand].sort(oldestFirst).slice(-1);
  if (newest && !kept.includes(newest)) kept.push(newest);
  return kept.sort(oldestFirst).map(({ id }) => id);
};

it('400 days of three plans by the clock of PostgreSQL: what the catalogue keeps is what the plans say', async () => {
  await amber.postgres.setClock(new Date(START));
  const stores = await addStores();
  const random = seededRandom(5);
  const happened = { taken: 0, failed: 0, missed: 0, onDemand: 0, compared: 0 };
  for (let now = START; now < START + DAYS * DAY; ) {
    const next = Math.min(...stores.map(({ slots }) => slots[0]!.at));
    now = Math.floor(next + (random() < 0.03 ? random() * 4 * DAY : random() * 4 * MINUTE));
    await amber.postgres.setClock(new Date(now));
    await fireAll();
    for (const store of stores) {
      const due = store.slots.splice(0, store.slots.filter(({ at }) => at <= now).length);
      const run = due.pop();
      happened.missed += due.length;
      if (run === undefined) continue;
      const id = await endBackup(store, now, random() < 0.1);
      if (id === null) happened.failed += 1;
      else store.taken.push({ id, takenAt: now, goesAt: run.goesAt + (now - run.at) });
      happened.taken += id === null ? 0 : 1;
      if (id) expect((await amber.catalogue.backups.find(id as BackupId))?.tiers).toEqual(run.tiers);
    }
    const store = stores[Math.floor(random() * stores.length)]!;
    if (random() < 0.15) {
      now += MINUTE;
      await amber.postgres.setClock(new Date(now));
      const request = { dataStoreId: store.id, retentionDays: null, requestKey: crypto.randomUUID() };
      await amber.web.startBackup(OWNER, request);
      store.onDemand.push({ id: (await endBackup(store, now, false))!, takenAt: now, goesAt: 0 });
      happened.onDemand += 1;
    }
    // The clock goes on by itself: what was replaced just now was so a little later than `now`.
    const then = now + MINUTE;
    await amber.postgres.setClock(new Date(then));
    await prune();
    for (const each of stores) expect(await keptNow(each)).toEqual(owed(each, then));
    happened.compared += 1;
  }
  for (const [what, count] of Object.entries(happened))
    expect(`${what}: ${count > 20}`).toBe(`${what}: true`);
});
