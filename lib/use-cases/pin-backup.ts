import { AmberError } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { pinBackupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';

/** `Keep forever`, and back: a pinned backup never expires. */
export const pinBackup =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ backupId: string }> => {
    authorise(actor, 'pin-backup');
    const request = parseRequest(pinBackupRequest, input);
    await catalogue.transaction(async (tx) => {
      const backup = await tx.backups.lock(request.backupId as BackupId);
      if (backup === null || backup.status === 'deleting' || backup.status === 'deleted') {
        throw new AmberError('not-found', 'This backup is gone. Reload the page.');
      }
      await tx.backups.setPinned(backup.id, request.pinned);
    });
    return { backupId: request.backupId };
  };
