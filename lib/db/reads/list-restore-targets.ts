import type { BackupId } from '#lib/domain/ids';
import { UNKNOWN_PORT } from '#lib/domain/instance';
import type { TargetOption } from '#lib/domain/views/backup-view';
import { endpointWords } from '#lib/domain/words/endpoint';
import type { Rows } from '../catalogue/rows.ts';

const SHOWN = 1000;

export const listRestoreTargets = async (rows: Rows, id: BackupId): Promise<TargetOption[]> => {
  const backup = await rows.backup.findUnique({ where: { id }, select: { engine: true } });
  if (backup === null) return [];
  const stores = await rows.dataStore.findMany({
    where: { engine: backup.engine, status: { notIn: ['deleting', 'failed'] }, port: { not: UNKNOWN_PORT } },
    orderBy: { name: 'asc' },
    take: SHOWN,
  });
  return stores.map(({ id: storeId, name, host, port, product, version }) => ({
    id: storeId,
    name,
    endpoint: endpointWords(host, port),
    product: product as TargetOption['product'],
    version,
  }));
};
