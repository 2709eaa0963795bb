import type { Instance } from '#lib/domain/instance';
import type { Instances } from '#lib/domain/ports/instances';
import { SILENT_SECONDS } from '../worker-beat.ts';
import type { Rows } from './rows.ts';

export const instancesOf = (rows: Rows): Instances => ({
  insert: async (dataStoreId) => {
    await rows.instance.create({ data: { dataStoreId } });
  },
  has: async (dataStoreId) => (await rows.instance.count({ where: { dataStoreId } })) > 0,
  take: async (hostId, workerId) => {
    await rows.$executeRaw`
      UPDATE "Instance" i SET "hostId" = ${hostId}, "keeperId" = ${workerId}::uuid
      WHERE (i."hostId" IS NULL OR i."hostId" = ${hostId}) AND i."keeperId" IS DISTINCT FROM ${workerId}::uuid
        AND NOT EXISTS (
          SELECT FROM "Worker" w
          WHERE w.id = i."keeperId" AND w."beatAt" > now() - make_interval(secs => ${SILENT_SECONDS}))`;
    return await rows.$queryRaw<Instance[]>`
      SELECT i."dataStoreId", i."readyAt" IS NOT NULL AS ready,
        NOT EXISTS (SELECT FROM "DataStore" s WHERE s.id = i."dataStoreId") AS abandoned
      FROM "Instance" i WHERE i."keeperId" = ${workerId}::uuid ORDER BY i."createdAt"`;
  },
  markReady: async (dataStoreId) => {
    await rows.$executeRaw`UPDATE "Instance" SET "readyAt" = now() WHERE "dataStoreId" = ${dataStoreId}`;
  },
  forget: async (dataStoreId) => {
    await rows.instance.deleteMany({ where: { dataStoreId } });
  },
  release: async (workerId) => {
    await rows.instance.updateMany({ where: { keeperId: workerId }, data: { keeperId: null } });
  },
});
