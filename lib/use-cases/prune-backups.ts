import { holdsFiles } from '#lib/domain/backup';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { decideFates } from '#lib/domain/retention/decide-fates';
import { beginDeletions } from './begin-deletions.ts';

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
const BATCH = 500;

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

/**
 * Decides with the store's backups locked: what is pinned, kept longer or taken up meanwhile waits, or is seen. One that
 * ends in between is seen and not locked: it stays for the next sweep, since to lock it now would be out of order.
 */
const pruneBatch = async (tx: Catalogue, dataStoreId: DataStoreId, exists: boolean): Promise<number> => {
  const locked = new Set(await tx.backups.lockRetained(dataStoreId));
  const backups = await tx.backups.retained(dataStoreId);
  const fates = decideFates(backups, await tx.now(), { storeExists: () => exists });
  const isOver = ({ id }: (typeof backups)[number]) => locked.has(id) && 'remove' in (fates.get(id) ?? {});
  const over = backups.filter(isOver).slice(0, BATCH);
  await beginDeletions(
    tx,
    over.filter(({ status }) => holdsFiles(status)).map(({ id }) => id),
  );
  const recordsOnly = over.filter(({ status }) => !holdsFiles(status)).map(({ id }) => id);
  if (recordsOnly.length > 0) await tx.backups.forget(recordsOnly);
  return over.length;
};
