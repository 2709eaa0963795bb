import type { DataStoreId } from '#lib/domain/ids';
import { type TargetState, wayBackOf } from '#lib/domain/restore';
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
  const wayBack = offers.rollBack ? wayBackOf(restore) : null;
  const backups = await rows.backup.findMany({
    where: { id: { in: [restore.backupId, ...(wayBack ? [wayBack] : [])] } },
    select: { id: true, description: true, createdAt: true },
  });
  const backupOf = (id: string | null) => backups.find((backup) => backup.id === id);
  return {
    ...offers,
    id: restore.id,
    targetState: restore.targetState as TargetState,
    description: backupOf(restore.backupId)?.description ?? '',
    finishedAt: restore.finishedAt.toISOString(),
    safetyAt: backupOf(wayBack)?.createdAt.toISOString() ?? null,
    repeats: restore.wayBackId !== null,
    keepsSafety: restore.withSafety || restore.wayBackId !== null,
    cleared: restore.clearedAt !== null,
  };
};
