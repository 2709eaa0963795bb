import { randomUUID } from 'node:crypto';
import type { WorkerOffers } from '#lib/domain/instance';
import { log } from '#lib/platform/log';
import type { Db } from './client.ts';

const BEAT_MS = 5_000;
/** A worker that has been silent for longer counts as gone. */
export const SILENT_SECONDS = 20;

export type WorkerBeat = { workerId: string; stop(): Promise<void> };

/** Says every few seconds, by the database's clock, that this worker lives; takes its row away at the end. */
export const startWorkerBeat = async (db: Db, hostId: string): Promise<WorkerBeat> => {
  const workerId = randomUUID();
  const beat = async () => {
    await db.$executeRaw`
      INSERT INTO "Worker" ("id", "hostId", "startedAt", "beatAt") VALUES (${workerId}::uuid, ${hostId}, now(), now())
      ON CONFLICT ("id") DO UPDATE SET "beatAt" = now()`;
  };
  // rows of workers that were killed; a day is long enough for a person to wonder about them
  await db.$executeRaw`DELETE FROM "Worker" WHERE "beatAt" < now() - interval '1 day'`;
  await beat();
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log().warn({ err: error }, 'the sign of life could not be written'));
  }, BEAT_MS);
  return {
    workerId,
    stop: async () => {
      clearInterval(timer);
      // the database may be gone first; the row then grows old by itself
      await db.worker.deleteMany({ where: { id: workerId } }).catch((error: unknown) => {
        log().warn({ err: error }, 'the worker could not sign off');
      });
    },
  };
};

/** What this worker can make, for the console to offer. */
export const saveOffers = async (db: Db, workerId: string, offers: WorkerOffers): Promise<void> => {
  await db.worker.updateMany({ where: { id: workerId }, data: { offers } });
};

/** How many workers have given a sign of life lately. */
export const countLivingWorkers = async (db: Db): Promise<number> => {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "Worker" WHERE "beatAt" > now() - make_interval(secs => ${SILENT_SECONDS})`;
  return rows[0]?.count ?? 0;
};
