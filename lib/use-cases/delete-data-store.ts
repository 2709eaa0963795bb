import { isDeletable } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { deleteDataStoreRequest } from '#lib/domain/requests/delete-data-store';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { beginDeletion } from './begin-deletion.ts';
import { requireFreeStore } from './require-free-store.ts';

/**
 * Removes the store and its schedule from the console; the server itself is not touched, unless Amber runs it: then its
 * worker removes it. Its backups stay until their dates, or are deleted too where that was ticked.
 */
export const deleteDataStore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ id: string }> => {
    authorise(actor, 'delete-data-store');
    const request = parseRequest(deleteDataStoreRequest, input);
    const id = request.id as DataStoreId;
    await catalogue.transaction(async (tx) => {
      const store = await tx.dataStores.find(id);
      if (store === null)
        throw new AmberError('not-found', 'This data store is gone already. Reload the page.');
      await requireFreeStore(tx, id);
      if (request.deleteBackups) {
        // all at once, before the first one changes the store's sums: whoever ends one of them waits for those with it held
        await tx.backups.lockRetained(id);
        for (const backup of await tx.backups.retained(id)) {
          if (isDeletable(backup.status)) await beginDeletion(tx, backup.id);
        }
      }
      await tx.dataStores.remove(id);
    });
    return { id };
  };
