import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { deleteDataStoreRequest } from '#lib/domain/requests/delete-data-store';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { discardBatch } from './discard-backups.ts';
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
      const beside = await tx.instances.findBeside(id);
      if (beside !== null)
        throw new AmberError(
          'conflict',
          `Amber made the graph of ${beside} on the server of this data store, and reaches it this way. Delete ${beside} first, and wait until it is gone.`,
        );
      if (request.deleteBackups) await discard(tx, id);
      await tx.dataStores.remove(id);
    });
    return { id };
  };

/** Begins with the first of them, so that a few are marked at once; workers go on with what is left. */
const discard = async (tx: Catalogue, id: DataStoreId): Promise<void> => {
  if (await tx.backups.isAnyInUse(id)) {
    throw new AmberError(
      'busy',
      'A restore is reading a backup of this data store. Delete it when the restore is through.',
    );
  }
  await tx.discardedStores.insert(id);
  await discardBatch(tx, id);
};
