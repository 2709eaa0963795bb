import { holdsFiles } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import { type BackupId, newOperationId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { backupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';

/** Starts a verification: it reads the whole artefact again. */
export const verifyBackup =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ operationId: string }> => {
    authorise(actor, 'verify-backup');
    const { backupId } = parseRequest(backupRequest, input);
    return await catalogue.transaction(async (tx) => {
      const backup = await tx.backups.lock(backupId as BackupId);
      if (backup === null || !holdsFiles(backup.status)) {
        throw new AmberError('conflict', 'Only a backup that is Available or Damaged can be verified.');
      }
      const operationId = newOperationId();
      await tx.operations.insert({
        id: operationId,
        kind: 'verification',
        dataStoreId: backup.dataStoreId,
        dataStoreName: backup.dataStoreName,
        backupId: backup.id,
        restoreId: null,
        subject: backup.description,
      });
      await tx.jobs.enqueue('verification', operationId);
      return { operationId };
    });
  };
