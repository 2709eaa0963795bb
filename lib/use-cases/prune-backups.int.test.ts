import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BackupId, type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { canMakeUnchangeable, makeUnchangeable } from '#lib/storage/local/unchangeable-file.fixture';
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

const find = (id: string) => amber.db.backup.findUniqueOrThrow({ where: { id } });
const deletions = (backupId: string, state: string) =>
  amber.db.operation.count({ where: { backupId, kind: 'deletion', state } });

/** Workers run until so many deletions have failed; then no one acts but the test. */
const failUntil = async (backupId: string, failures: number) => {
  const worker = await amber.startWorker(HASTY_WORKER);
  await until(async () => (await deletions(backupId, 'failed')) === failures, `failure ${failures}`);
  await worker.stop();
};
/** Moves the failed deletions of a backup, and so the end of its pause, towards the past. */
const age = (backupId: string, seconds: number) =>
  amber.db.$executeRaw`
    UPDATE "Operation" SET "finishedAt" = "finishedAt" - make_interval(secs => ${seconds}::int)
    WHERE "backupId" = ${backupId} AND state = 'failed' AND kind = 'deletion'`;
const reasonOf = async (id: string) =>
  (await amber.web.listBackups(OWNER, {})).rows.find((row) => row.id === id)?.reason;

it.skipIf(!canMakeUnchangeable())(
  'begins a deletion that failed again after a growing pause, says so, and lets a person delete at once',
  async () => {
    const store = await amber.addStore(redis.port, 'protected');
    const first = await amber.startWorker(HASTY_WORKER);
    const { backupId: older } = await amber.startBackup(store);
    await until(async () => (await find(older)).status === 'available', 'the older backup');
    const { backupId: newer } = await amber.startBackup(store);
    await until(async () => (await find(newer)).status === 'available', 'the newer backup');
    await first.stop();
    const release = makeUnchangeable(join(amber.dataDir, 'storage/artefacts', store, older, 'manifest.json'));
    try {
      await amber.db.backup.update({ where: { id: older }, data: { expiresAt: new Date(0) } });
      await failUntil(older, 1);
      expect((await find(older)).status).toBe('available');
      expect(await reasonOf(older)).toMatch(
        /^Its files could not be removed: .*protected against changes.*manifest\.json\)\. Amber tries to delete it again in (9|10) min; Delete does so at once\.$/,
      );
      expect(await pruneBackups(amber)).toBe(0);
      await age(older, 601);
      expect(await reasonOf(older)).toMatch(/again in a moment/);
      expect(await pruneBackups(amber)).toBe(1);
      await failUntil(older, 2);
      await age(older, 601);
      expect(await pruneBackups(amber)).toBe(0);
      expect(await reasonOf(older)).toMatch(/again in (9|10) min/);
      await age(older, 600);
      expect(await pruneBackups(amber)).toBe(1);
      await failUntil(older, 3);
      expect(await reasonOf(older)).toMatch(/again in (39|40) min/);
    } finally {
      release();
    }
    await amber.web.deleteBackup(OWNER, { backupId: older });
    const last = await amber.startWorker(HASTY_WORKER);
    await until(async () => (await find(older)).status === 'deleted', 'it is deleted');
    await last.stop();
    expect((await find(newer)).status).toBe('available');
  },
);

it('waits for a day at most, and says nothing of it where the backup is to stay', async () => {
  const [id] = await addExpired(newDataStoreId(), ['bkp_aaaabbbbccccdd']);
  await amber.db.$executeRaw`
    INSERT INTO "Operation" (id, kind, state, "backupId", subject, "finishedAt")
    SELECT gen_random_uuid(), 'deletion', 'failed', ${id}, 'old', now() FROM generate_series(1, 500)`;
  expect(await reasonOf(id!)).toMatch(/^Too bad\. Amber tries to delete it again in 24 h;/);
  await amber.db.backup.update({ where: { id: id! }, data: { pinned: true } });
  expect(await reasonOf(id!)).toBe('Too bad');
  await amber.db.backup.delete({ where: { id: id! } });
});

it('holds up no second worker for ever when a deletion fails between its look and its marks', async () => {
  const store = newDataStoreId();
  const [low, high] = await addExpired(store, ['bkp_aaaaaaaaaaaaaa', 'bkp_zzzzzzzzzzzzzz']);
  await amber.db.backup.update({ where: { id: low! }, data: { status: 'deleting' } });
  let second: Promise<number> | null = null;
  const interrupted = async (tx: Catalogue, dataStoreId: DataStoreId) => {
    if (second === null) {
      // the first worker holds the higher one; the second takes the lower one, then waits for the first
      await amber.db.backup.update({ where: { id: low! }, data: { status: 'available' } });
      second = pruneBackups(amber);
      await until(isWaiting, 'the second worker waits');
    }
    return await tx.backups.retained(dataStoreId);
  };
  const first = await pruneBackups({ catalogue: withRetained(interrupted) });
  expect([first, await second]).toEqual([1, 1]);
  for (const id of [low!, high!]) expect((await find(id)).status).toBe('deleting');
});

const addExpired = async (dataStoreId: string, ids: string[]): Promise<BackupId[]> => {
  const about = {
    dataStoreId,
    dataStoreName: 'gone',
    engine: 'redis',
    trigger: 'manual',
    description: 'old',
  };
  await amber.db.backup.createMany({
    data: ids.map((id) => ({
      id,
      ...about,
      status: 'available',
      reason: 'Too bad',
      storedBytes: 5n,
      expiresAt: new Date(0),
    })),
  });
  return ids as BackupId[];
};

const isWaiting = async () => {
  const [row] = await amber.db.$queryRaw<{ waiting: bigint }[]>`
    SELECT count(*) AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'`;
  return row!.waiting > 0n;
};

/** The catalogue, with one call of its transactions as the test wants it. */
const withRetained = (
  retained: (tx: Catalogue, id: DataStoreId) => ReturnType<Catalogue['backups']['retained']>,
): Catalogue => ({
  ...amber.catalogue,
  transaction: (work) =>
    amber.catalogue.transaction((tx) =>
      work({ ...tx, backups: { ...tx.backups, retained: (id) => retained(tx, id) } }),
    ),
});
