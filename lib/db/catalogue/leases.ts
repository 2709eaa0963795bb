import type { DataStoreId, OperationId } from '#lib/domain/ids';
import type { LeaseHolder, Leases } from '#lib/domain/ports/catalogue';
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
  // By server: two that take the same servers under other names wait for one another in one order only.
  takeAll: async (wishes, kind) => {
    const stores = wishes.map(({ dataStoreId }) => dataStoreId);
    const operations = wishes.map(({ operationId }) => operationId);
    const taken = await rows.$queryRaw<{ operationId: OperationId }[]>`
      INSERT INTO "Lease" ("dataStoreId", "operationId", kind, "serverId")
      SELECT w.store, w.operation, ${kind}, s.probe->>'serverId'
      FROM unnest(${stores}::text[], ${operations}::uuid[]) AS w(store, operation)
      LEFT JOIN "DataStore" s ON s.id = w.store
      ORDER BY s.probe->>'serverId', w.store
      ON CONFLICT DO NOTHING RETURNING "operationId"::text`;
    return new Set(taken.map(({ operationId }) => operationId));
  },
  holder: async (dataStoreId) => (await holdersOf(rows, [dataStoreId])).get(dataStoreId) ?? null,
  holders: (dataStoreIds) => holdersOf(rows, dataStoreIds),
  release: async (operationId) => {
    await rows.lease.deleteMany({ where: { operationId } });
  },
});

type Held = LeaseHolder & { held: DataStoreId };

const holdersOf = async (
  rows: Rows,
  dataStoreIds: readonly DataStoreId[],
): Promise<Map<DataStoreId, LeaseHolder>> => {
  if (dataStoreIds.length === 0) return new Map();
  // A store's own lease comes before that of another name of its server.
  const held = await rows.$queryRaw<Held[]>`
    SELECT DISTINCT ON (w.id) w.id AS held, l."operationId"::text, l.kind, o."dataStoreName"
    FROM unnest(${[...dataStoreIds]}::text[]) AS w(id)
    LEFT JOIN "DataStore" s ON s.id = w.id
    JOIN LATERAL (
      SELECT * FROM "Lease" a WHERE a."dataStoreId" = w.id
      UNION ALL SELECT * FROM "Lease" b WHERE b."serverId" = s.probe->>'serverId') l ON true
    JOIN "Operation" o ON o.id = l."operationId"
    ORDER BY w.id, l."dataStoreId" = w.id DESC`;
  return new Map(held.map(({ held: id, ...holder }) => [id, holder]));
};
