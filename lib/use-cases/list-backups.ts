import type { Views } from '#lib/domain/ports/views';
import { backupFilterRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { BackupPage } from '#lib/domain/views/backup-view';
import { authorise } from './authorise.ts';

export const listBackups =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null, input: unknown): Promise<BackupPage> => {
    authorise(actor, 'view-console');
    return await views.backups(parseRequest(backupFilterRequest, input));
  };
