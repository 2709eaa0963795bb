import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Installation, OWNER } from './installation.ts';
import {
  available,
  type LoadContext,
  moving,
  patiently,
  pick,
  type Source,
  type Target,
} from './load-context.ts';
import { restoreAndCompare } from './restore-under-kills.ts';
import { seededRandom } from './seeded-random.ts';

export type LoadOptions = {
  amber: Installation;
  seed: number;
  sources: readonly Source[];
  targets: readonly Target[];
  /** Stores for schedules: each gets one, due so many hours ago. */
  scheduled: readonly { id: string; hoursDue: number }[];
};

type Step = (load: LoadContext, random: () => number) => Promise<unknown>;

/** More would only wait for workers that die before they get there. */
const MOST_MOVING = 14;
const hasRoom = async (load: LoadContext) => ((await moving(load)) ?? []).length < MOST_MOVING;

const backUp: Step = async (load, random) => {
  if (!(await hasRoom(load))) return;
  const dataStoreId = pick(load.sources, random)!.id;
  const request = { dataStoreId, description: '', retentionDays: 30, requestKey: randomUUID() };
  // The same key again where the answer was lost with the database: one backup at most.
  await patiently(() => load.amber.web.startBackup(OWNER, request));
};

const remove: Step = async (load, random) => {
  const backups = await available(load);
  const victim = backups.length > 8 ? pick(backups, random) : undefined;
  if (victim) await patiently(() => load.amber.web.deleteBackup(OWNER, { backupId: victim.id }));
};

/** For retention to find. */
const expire: Step = async (load, random) => {
  const id = pick(await available(load), random)?.id;
  if (!id) return;
  const where = { id, status: 'available' };
  await patiently(() => load.amber.db.backup.updateMany({ where, data: { expiresAt: new Date(0) } }));
};

const verify: Step = async (load, random) => {
  const backup = (await hasRoom(load)) ? pick(await available(load), random) : undefined;
  if (backup) await patiently(() => load.amber.web.verifyBackup(OWNER, { backupId: backup.id }));
};

const cancel: Step = async (load, random) => {
  const operation = pick(await moving(load), random);
  if (operation) await patiently(() => load.amber.web.cancelOperation(OWNER, { operationId: operation.id }));
};

/** A schedule's store that has had its slots goes, with its backups or without; refused while one of them runs. */
const removeStore: Step = async (load, random) => {
  const fired = await patiently(() => load.amber.db.slot.findMany({ distinct: ['dataStoreId'] }));
  const id = pick(fired, random)?.dataStoreId;
  const deleteBackups = random() < 0.7;
  if (id) await patiently(() => load.amber.web.deleteDataStore(OWNER, { id, deleteBackups }));
};

const EVERY_HOUR = { enabled: true, everyDay: true, everyHour: true, timeZone: 'UTC', retentionDays: 7 };

/** Only the database's clock counts: instead of moving it forward, the next slot is moved back. */
const schedule = async ({ amber }: LoadContext, { id, hoursDue }: { id: string; hoursDue: number }) => {
  await patiently(() => amber.web.applyPolicy(OWNER, { dataStoreId: id, revision: 0, ...EVERY_HOUR }));
  await patiently(
    () => amber.db.$executeRaw`
      UPDATE "Policy" SET "nextAt" = date_trunc('hour', now()) - make_interval(hours => ${hoursDue}::int)
      WHERE "dataStoreId" = ${id} AND NOT EXISTS (SELECT FROM "Slot" s WHERE s."dataStoreId" = ${id})`,
  );
};

/**
 * Keeps backups, restores, verifications, cancels, retention, schedules and deletions of backups and stores coming until it
 * is stopped.
 */
export const startLoad = ({ amber, seed, sources, targets, scheduled }: LoadOptions) => {
  const load: LoadContext = { amber, sources, wrong: [], completedRestores: 0, digests: new Map() };
  let stopped = false;
  let streams = 0;
  /** Does something every so many milliseconds, on the average. */
  const every = async (ms: number, step: Step): Promise<void> => {
    streams += 1;
    const random = seededRandom(seed + 7919 * streams);
    while (!stopped) {
      await sleep(ms * (0.5 + random()));
      if (!stopped) await step(load, random);
    }
  };
  const due = [...scheduled];
  const all = Promise.all([
    every(350, backUp),
    every(1_200, remove),
    every(3_000, expire),
    every(900, verify),
    every(6_000, cancel),
    every(15_000, removeStore),
    ...targets.map((target) => every(200, (_, random) => restoreAndCompare(load, target, random))),
    every(4_000, async () => {
      const next = due.shift();
      if (next) await schedule(load, next);
    }),
  ]);
  all.catch(() => {});
  return {
    load,
    /** No more of it; what was begun goes on. */
    stop: async () => {
      stopped = true;
      await all;
    },
  };
};
