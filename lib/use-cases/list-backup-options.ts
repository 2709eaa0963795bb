import { readBackupSearch } from '#lib/domain/backup-search';
import type { DataStoreId } from '#lib/domain/ids';
import type { Views } from '#lib/domain/ports/views';
import { backupOptionsRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { BackupOptionGroup } from '#lib/domain/views/backup-view';
import { authorise } from './authorise.ts';

/** The choices of the `Backup` combobox. */
export const listBackupOptions =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null, input: unknown): Promise<{ groups: BackupOptionGroup[] }> => {
    authorise(actor, 'view-console');
    const { dataStore, search, timeZone } = parseRequest(backupOptionsRequest, input);
    const wanted = readBackupSearch(search, timeZone, new Date());
    return { groups: await views.backupOptions(dataStore as DataStoreId, wanted) };
  };
