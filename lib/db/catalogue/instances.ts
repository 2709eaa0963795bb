import { type HostOffers, type Instance, ON_MACHINE, type WorkerOffers } from '#lib/domain/instance';
import type { Instances } from '#lib/domain/ports/instances';
import { Prisma } from '../generated/client.ts';
import { SILENT_SECONDS } from '../worker-beat.ts';
import { databaseTime } from './database-time.ts';
import type { Rows } from './rows.ts';

const COLUMNS = Prisma.sql`i."dataStoreId", i.provisioner, i.wish, i."hostId", i."keeperId"::text, i.progress,
  i."upAt" IS NOT NULL AS up, i."readyAt" IS NOT NULL AS ready,
  i."discardedAt" IS NOT NULL OR NOT EXISTS (SELECT FROM "DataStore" s WHERE s.id = i."dataStoreId") AS abandoned`;

export const instancesOf = (rows: Rows): Instances => ({
  insert: async (dataStoreId, { provisioner, wish, hostId }) => {
    await rows.instance.create({ data: { dataStoreId, provisioner, hostId, wish: wish ?? Prisma.DbNull } });
  },
  find: async (dataStoreId) => {
    const [found] = await rows.$queryRaw<Instance[]>`
      SELECT ${COLUMNS} FROM "Instance" i WHERE i."dataStoreId" = ${dataStoreId}`;
    return found ?? null;
  },
  has: async (dataStoreId) => (await rows.instance.count({ where: { dataStoreId } })) > 0,
  findBeside: async (dataStoreId) => {
    const [found] = await rows.$queryRaw<{ name: string }[]>`
      SELECT coalesce(s.name, i.wish->'beside'->>'name') AS name FROM "Instance" i
      LEFT JOIN "DataStore" s ON s.id = i."dataStoreId"
      WHERE i.wish->'beside'->>'dataStoreId' = ${dataStoreId} LIMIT 1`;
    return found?.name ?? null;
  },
  take: async (hostId, workerId, provisioners) => {
    await rows.$executeRaw`
      UPDATE "Instance" i SET "keeperId" = ${workerId}::uuid,
        "hostId" = CASE WHEN i.provisioner = ANY(${ON_MACHINE}::text[]) THEN ${hostId} ELSE i."hostId" END
      WHERE (i."hostId" = ${hostId} OR (i."hostId" IS NULL AND i.provisioner = ANY(${[...provisioners]}::text[])))
        AND i."keeperId" IS DISTINCT FROM ${workerId}::uuid
        AND NOT EXISTS (
          SELECT FROM "Worker" w
          WHERE w.id = i."keeperId" AND w."beatAt" > now() - make_interval(secs => ${SILENT_SECONDS}))`;
    return await rows.$queryRaw<Instance[]>`
      SELECT ${COLUMNS} FROM "Instance" i WHERE i."keeperId" = ${workerId}::uuid ORDER BY i."createdAt"`;
  },
  setProgress: async (dataStoreId, progress) => {
    await rows.instance.updateMany({ where: { dataStoreId }, data: { progress } });
  },
  markUp: async (dataStoreId) =>
    (await rows.$executeRaw`
      UPDATE "Instance" SET "upAt" = now(), progress = NULL
      WHERE "dataStoreId" = ${dataStoreId} AND "discardedAt" IS NULL`) === 1,
  markReady: async (dataStoreId) => {
    const readyAt = await databaseTime(rows);
    await rows.instance.updateMany({ where: { dataStoreId }, data: { readyAt } });
  },
  discard: async (dataStoreId) => {
    const discardedAt = await databaseTime(rows);
    await rows.instance.updateMany({ where: { dataStoreId }, data: { discardedAt } });
  },
  forget: async (dataStoreId) => {
    await rows.instance.deleteMany({ where: { dataStoreId } });
  },
  release: async (workerId) => {
    await rows.instance.updateMany({ where: { keeperId: workerId }, data: { keeperId: null } });
  },
  offers: async () => {
    const read = await rows.$queryRaw<{ hostId: string; offers: WorkerOffers }[]>`
      SELECT w."hostId", w.offers FROM "Worker" w
      WHERE w.offers IS NOT NULL AND w."beatAt" > now() - make_interval(secs => ${SILENT_SECONDS})
      ORDER BY w."startedAt"`;
    return read.map(({ hostId, offers }): HostOffers => ({ hostId, ...offers }));
  },
});
