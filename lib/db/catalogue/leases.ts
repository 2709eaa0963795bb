import type { OperationKind } from '#lib/domain/operation';
import type { Leases } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

export const leasesOf = (rows: Rows): Leases => ({
  take: async (dataStoreId, operationId, kind) => {
    const taken = await rows.$executeRaw`
      INSERT INTO "Lease" ("dataStoreId", "operationId", kind, "serverId")
      VALUES (${dataStoreId}, ${operationId}::uuid, ${kind},
        (SELECT probe->>'serverId' FROM "DataStore" WHERE id = ${dataStoreId}))
      ON CONFLICT DO NOTHING`;
    return taken === 1;
  },
  holder: async (dataStoreId) => {
    const [lease] = await rows.$queryRaw<
      { operationId: string; kind: OperationKind; dataStoreName: string }[]
    >`
      SELECT l."operationId"::text, l.kind, o."dataStoreName"
      FROM "Lease" l JOIN "Operation" o ON o.id = l."operationId"
      WHERE l."dataStoreId" = ${dataStoreId}
        OR l."serverId" = (SELECT probe->>'serverId' FROM "DataStore" WHERE id = ${dataStoreId})
      ORDER BY l."dataStoreId" = ${dataStoreId} DESC LIMIT 1`;
    return lease ?? null;
  },
  release: async (operationId) => {
    await rows.lease.deleteMany({ where: { operationId } });
  },
});
