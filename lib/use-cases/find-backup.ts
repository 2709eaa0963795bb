import { AmberError } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Views } from '#lib/domain/ports/views';
import { backupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { authorise } from './authorise.ts';

export const findBackup =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null, input: unknown): Promise<BackupRow> => {
    authorise(actor, 'view-console');
    const { backupId } = parseRequest(backupRequest, input);
    const backup = await views.backup(backupId as BackupId);
    if (backup === null)
      throw new AmberError('not-found', 'This backup is not there. It may have been deleted.');
    return backup;
  };
