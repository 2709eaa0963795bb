import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { decideFates } from '#lib/domain/retention/decide-fates';
import { beginDeletion } from './begin-deletion.ts';

/** One sweep looks at so many stores: the next one goes on. */
const STORES = 200;

/** Begins the deletion of every backup whose time is over; gives how many. Rows of failed ones just go. */
export const pruneBackups = async ({ catalogue }: { catalogue: Catalogue }): Promise<number> => {
  const stores = await catalogue.backups.storesWithExpired(await catalogue.now(), STORES);
  let removed = 0;
  for (const { dataStoreId, exists } of stores) removed += await pruneStore(catalogue, dataStoreId, exists);
  return removed;
};

/** So many at a time: the rows stay locked meanwhile. */
const BATCH = 100;

const pruneStore = async (
  catalogue: Catalogue,
  dataStoreId: DataStoreId,
  exists: boolean,
): Promise<number> => {
  for (let removed = 0; ; ) {
    const batch = await catalogue.transaction((tx) => pruneBatch(tx, dataStoreId, exists));
    removed += batch;
    if (batch < BATCH) return removed;
  }
};

/** Decides with the store's backups locked: what is pinned, kept longer or taken up meanwhile waits, or is seen. */
const pruneBatch = async (tx: Catalogue, dataStoreId: DataStoreId, exists: boolean): Promise<number> => {
  await tx.backups.lockRetained(dataStoreId);
  const backups = await tx.backups.retained(dataStoreId);
  const fates = decideFates(backups, await tx.now(), { storeExists: () => exists });
  const over = backups.filter(({ id }) => 'remove' in (fates.get(id) ?? {})).slice(0, BATCH);
  for (const { id, status } of over) {
    if (status === 'available' || status === 'damaged') await beginDeletion(tx, id);
    else await tx.backups.forget(id);
  }
  return over.length;
};
