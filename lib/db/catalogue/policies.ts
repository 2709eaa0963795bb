import type { DuePolicy, Policies } from '#lib/domain/ports/catalogue';
import { type Policy as PolicyRow, Prisma } from '../generated/client.ts';
import { databaseTime } from './database-time.ts';
import { fromPolicy, toPolicy } from './policy-row.ts';
import type { Rows } from './rows.ts';

type Read = PolicyRow & { nextAt: Date; name: string; engine: string; status: string };

export const policiesOf = (rows: Rows): Policies => ({
  find: async (dataStoreId) => {
    const row = await rows.policy.findUnique({ where: { dataStoreId } });
    return row && { ...toPolicy(row), nextAt: row.nextAt };
  },
  save: async (policy, nextAt, expectedRevision) => {
    const { dataStoreId, ...columns } = fromPolicy(policy);
    if (expectedRevision === 0) {
      const data = { dataStoreId, ...columns, nextAt };
      const { count } = await rows.policy.createMany({ data: [data], skipDuplicates: true });
      return count === 1;
    }
    const { count } = await rows.policy.updateMany({
      where: { dataStoreId, revision: expectedRevision },
      data: { ...columns, nextAt, updatedAt: await databaseTime(rows) },
    });
    return count === 1;
  },
  setNext: async (next) => {
    if (next.length === 0) return;
    const ids = next.map(({ dataStoreId }) => dataStoreId);
    const times = next.map(({ nextAt }) => nextAt?.toISOString() ?? null);
    await rows.$executeRaw`
      UPDATE "Policy" p SET "nextAt" = n.at
      FROM unnest(${ids}::text[], ${times}::timestamptz[]) AS n(id, at) WHERE p."dataStoreId" = n.id`;
  },
  takeDue: async (limit, among) => {
    const ofThese = among ? Prisma.sql`p."dataStoreId" = ANY(${[...among]}::text[])` : Prisma.sql`true`;
    const due = await rows.$queryRaw<Read[]>`
      SELECT p.*, s.name, s.engine, s.status
      FROM "Policy" p JOIN "DataStore" s ON s.id = p."dataStoreId"
      WHERE p.enabled AND p."nextAt" <= now() AND ${ofThese}
      ORDER BY p."nextAt" LIMIT ${limit} FOR UPDATE OF p SKIP LOCKED`;
    return due.map(
      ({ name, engine, status, nextAt, ...row }) =>
        ({
          ...toPolicy(row),
          nextAt,
          store: { id: row.dataStoreId, name, engine, status },
        }) as DuePolicy,
    );
  },
});
