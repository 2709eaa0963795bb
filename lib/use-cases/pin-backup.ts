import { AmberError } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { BackupRecord, Catalogue } from '#lib/domain/ports/catalogue';
import { pinBackupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { UNPINNED_DAYS, unpinnedExpiry } from '#lib/domain/retention/unpinned-expiry';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';

/**
 * `Keep forever`, and back: a pinned backup never expires. `keptDays` is how long it stays from now on where its time
 * was over meanwhile; null: its own end holds.
 */
export const pinBackup =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ backupId: string; keptDays: number | null }> => {
    authorise(actor, 'pin-backup');
    const request = parseRequest(pinBackupRequest, input);
    return await catalogue.transaction(async (tx) => {
      const backup = await tx.backups.lock(request.backupId as BackupId);
      if (backup === null || backup.status === 'deleting' || backup.status === 'deleted') {
        throw new AmberError('not-found', 'This backup is gone. Reload the page.');
      }
      await tx.backups.setPinned(backup.id, request.pinned);
      const isUnpinned = backup.pinned && !request.pinned;
      return { backupId: backup.id, keptDays: isUnpinned ? await keepOnce(tx, backup) : null };
    });
  };

const keepOnce = async (tx: Catalogue, backup: BackupRecord): Promise<number | null> => {
  const { dataStoreId, retentionDays, retentionSeconds } = backup;
  const policy = await tx.policies.find(dataStoreId);
  const keepOnDemand = policy?.enabled && policy.kind === 'plan' ? policy.keep.onDemand : null;
  const backups = await tx.backups.retained(dataStoreId);
  const itself = backups.find(({ id }) => id === backup.id);
  const end = itself && unpinnedExpiry(itself, backups, keepOnDemand, await tx.now());
  if (!end) return null;
  await tx.backups.setExpiries([{ id: backup.id, retentionDays, retentionSeconds, expiresAt: end }]);
  return UNPINNED_DAYS;
};
