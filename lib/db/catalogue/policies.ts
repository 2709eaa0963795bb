import type { DataStoreId } from '#lib/domain/ids';
import type { Policy } from '#lib/domain/policy';
import type { Policies } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

type DuePolicy = NonNullable<Awaited<ReturnType<Policies['takeDue']>>>;

export const policiesOf = (rows: Rows): Policies => ({
  find: async (dataStoreId) =>
    (await rows.policy.findUnique({ where: { dataStoreId } })) as (Policy & { nextAt: Date | null }) | null,
  save: async (policy, nextAt, expectedRevision) => {
    const { dataStoreId, ...columns } = policy;
    if (expectedRevision === 0) {
      const data = { dataStoreId, ...columns, nextAt };
      const { count } = await rows.policy.createMany({ data: [data], skipDuplicates: true });
      return count === 1;
    }
    const { count } = await rows.policy.updateMany({
      where: { dataStoreId, revision: expectedRevision },
      data: { ...columns, nextAt, updatedAt: new Date() },
    });
    return count === 1;
  },
  setNext: async (dataStoreId, nextAt) => {
    await rows.policy.update({ where: { dataStoreId }, data: { nextAt } });
  },
  takeDue: async () => {
    const [due] = await rows.$queryRaw<{ dataStoreId: DataStoreId; name: string }[]>`
      SELECT p."dataStoreId", s.name FROM "Policy" p JOIN "DataStore" s ON s.id = p."dataStoreId"
      WHERE p.enabled AND p."nextAt" <= now()
      ORDER BY p."nextAt" LIMIT 1 FOR UPDATE OF p SKIP LOCKED`;
    if (due === undefined) return null;
    const policy = await rows.policy.findUnique({ where: { dataStoreId: due.dataStoreId } });
    return { ...policy, dataStoreName: due.name } as DuePolicy;
  },
});
