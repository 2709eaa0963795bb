import type { DataStoreId } from '#lib/domain/ids';
import type { TargetState } from '#lib/domain/restore';
import type { LastRestore } from '#lib/domain/views/data-store-view';
import type { Rows } from '../catalogue/rows.ts';
import { offersOf } from './offers-of.ts';

/** The restore whose outcome the store holds now; null when nothing is offered for it. */
export const findLastRestore = async (rows: Rows, dataStoreId: DataStoreId): Promise<LastRestore | null> => {
  const restore = await rows.restore.findFirst({
    where: { dataStoreId, NOT: { status: { in: ['failed', 'cancelled'] }, targetState: 'untouched' } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  if (restore === null || restore.finishedAt === null) return null;
  const offers = (await offersOf(rows, [restore])).get(restore.id);
  if (!offers?.again && !offers?.rollBack) return null;
  const backup = await rows.backup.findUnique({
    where: { id: restore.backupId },
    select: { description: true },
  });
  return {
    ...offers,
    id: restore.id,
    targetState: restore.targetState as TargetState,
    description: backup?.description ?? '',
    finishedAt: restore.finishedAt.toISOString(),
  };
};
