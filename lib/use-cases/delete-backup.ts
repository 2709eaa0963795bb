import type { BackupId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { backupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { beginDeletion } from './begin-deletion.ts';

/** By hand any ended backup may go, the last good one too: the dialog says so before. */
export const deleteBackup =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ backupId: string }> => {
    authorise(actor, 'delete-backup');
    const { backupId } = parseRequest(backupRequest, input);
    await catalogue.transaction((tx) => beginDeletion(tx, backupId as BackupId));
    return { backupId };
  };
