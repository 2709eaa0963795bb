import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { beginDeletions } from './begin-deletions.ts';

/** One call looks at so many stores: the next one goes on. */
const STORES = 200;
/** So many backups a transaction: their rows are locked meanwhile. */
const BATCH = 500;

/**
 * Begins the deletion of what is left of stores that were deleted together with their backups; gives how many. A
 * hundred thousand are too many for the transaction that deletes the store: that one only notes it.
 */
export const discardBackups = async ({ catalogue }: { catalogue: Catalogue }): Promise<number> => {
  let begun = 0;
  for (const dataStoreId of await catalogue.discardedStores.withBackups(STORES)) {
    for (let batch = BATCH; batch === BATCH; begun += batch) {
      batch = await catalogue.transaction((tx) => discardBatch(tx, dataStoreId));
    }
  }
  await catalogue.discardedStores.forgetEmptied();
  return begun;
};

/** In the caller's transaction, and only some of them where there are many. */
export const discardBatch = async (tx: Catalogue, dataStoreId: DataStoreId): Promise<number> => {
  const ids = await tx.discardedStores.lockBackups(dataStoreId, BATCH);
  await beginDeletions(tx, ids);
  return ids.length;
};
