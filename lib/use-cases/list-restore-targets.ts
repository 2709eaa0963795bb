import type { BackupId } from '#lib/domain/ids';
import type { Views } from '#lib/domain/ports/views';
import { backupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { TargetOption } from '#lib/domain/views/backup-view';
import { authorise } from './authorise.ts';

/** The choices of the `Data store` combobox of a restore. */
export const listRestoreTargets =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null, input: unknown): Promise<{ options: TargetOption[] }> => {
    authorise(actor, 'view-console');
    const { backupId } = parseRequest(backupRequest, input);
    return { options: await views.targets(backupId as BackupId) };
  };
