import { type BackupId, newOperationId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';

/** As `beginDeletion`, for backups that the caller has locked and that no restore reads. */
export const beginDeletions = async (tx: Catalogue, ids: readonly BackupId[]): Promise<void> => {
  if (ids.length === 0) return;
  const marked = await tx.backups.markDeleting(ids);
  const operations = marked.map(({ id, dataStoreId, dataStoreName, description }) => ({
    id: newOperationId(),
    kind: 'deletion' as const,
    dataStoreId,
    dataStoreName,
    backupId: id,
    restoreId: null,
    subject: description,
  }));
  await tx.operations.insertAll(operations);
  await tx.jobs.enqueueAll(
    'deletion',
    operations.map(({ id }) => id),
  );
};
