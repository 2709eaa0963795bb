import { isDeletable } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { beginDeletions } from './begin-deletions.ts';

/**
 * Marks the backup `deleting` and enqueues the removal of its files, in the caller's transaction. A restore that reads
 * it makes the deletion wait: `busy`.
 */
export const beginDeletion = async (tx: Catalogue, id: BackupId): Promise<void> => {
  const backup = await tx.backups.lock(id);
  if (backup === null || backup.status === 'deleted') {
    throw new AmberError('not-found', 'This backup is gone already. Reload the page.');
  }
  if (backup.status === 'deleting') return;
  if (!isDeletable(backup.status))
    throw new AmberError('busy', 'This backup is still being taken. Cancel it first.');
  if (await tx.backups.isInUse(id)) {
    throw new AmberError('busy', 'A restore is reading this backup. Delete it when the restore is through.');
  }
  await beginDeletions(tx, [id]);
};
