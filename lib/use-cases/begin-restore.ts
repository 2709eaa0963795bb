import { isRestorable } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import { newOperationId, newRestoreId, type OperationId, type RestoreId } from '#lib/domain/ids';
import type { Catalogue, NewRestore } from '#lib/domain/ports/catalogue';
import { busySentence } from './begin-backup.ts';
import { noLongerAvailable } from './find-restorable-backup.ts';

export type BegunRestore = { restoreId: RestoreId; operationId: OperationId };

/**
 * Restore, operation, lease and job in the caller's transaction. The backup's row is locked, so that a deletion of it
 * either came first (then this is refused) or sees the restore and waits.
 */
export const beginRestore = async (
  tx: Catalogue,
  wish: Omit<NewRestore, 'id' | 'dataStoreName'> & { dataStoreName: string },
): Promise<BegunRestore> => {
  const backup = await tx.backups.lock(wish.backupId);
  if (backup === null || !isRestorable(backup.status)) throw noLongerAvailable();
  const operationId = newOperationId();
  if (!(await tx.leases.take(wish.dataStoreId, operationId, 'restore'))) {
    const holder = await tx.leases.holder(wish.dataStoreId);
    throw new AmberError(
      'busy',
      busySentence(holder?.dataStoreName ?? wish.dataStoreName, holder?.kind ?? 'restore'),
    );
  }
  const id = newRestoreId();
  await tx.restores.insert({ id, ...wish });
  await tx.operations.insert({
    id: operationId,
    kind: 'restore',
    dataStoreId: wish.dataStoreId,
    dataStoreName: wish.dataStoreName,
    backupId: wish.backupId,
    restoreId: id,
    subject: backup.description,
  });
  await tx.jobs.enqueue('restore', operationId);
  return { restoreId: id, operationId };
};

/** The restore that the same request key began before, if any. */
export const restoreBegunBefore = async (tx: Catalogue, requestKey: string): Promise<BegunRestore | null> => {
  const known = await tx.restores.findByRequestKey(requestKey);
  const operation = known && (await tx.operations.findByRestore(known.id));
  return known && operation ? { restoreId: known.id, operationId: operation.id } : null;
};
