import type { OperationKind } from '#lib/domain/operation';
import type { Leases } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

export const leasesOf = (rows: Rows): Leases => ({
  take: async (dataStoreId, operationId, kind) => {
    const { count } = await rows.lease.createMany({
      data: [{ dataStoreId, operationId, kind }],
      skipDuplicates: true,
    });
    return count === 1;
  },
  holder: async (dataStoreId) => {
    const lease = await rows.lease.findUnique({ where: { dataStoreId } });
    return lease && { operationId: lease.operationId, kind: lease.kind as OperationKind };
  },
  release: async (operationId) => {
    await rows.lease.deleteMany({ where: { operationId } });
  },
});
