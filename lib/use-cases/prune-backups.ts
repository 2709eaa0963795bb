import { holdsFiles } from '#lib/domain/backup';
import { type BackupId, type DataStoreId, newOperationId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { decideFates } from '#lib/domain/retention/decide-fates';

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

/** Decides with the store's backups locked: what is pinned, kept longer or taken up meanwhile waits, or is seen. */
const pruneBatch = async (tx: Catalogue, dataStoreId: DataStoreId, exists: boolean): Promise<number> => {
  await tx.backups.lockRetained(dataStoreId);
  const backups = await tx.backups.retained(dataStoreId);
  const fates = decideFates(backups, await tx.now(), { storeExists: () => exists });
  const over = backups.filter(({ id }) => 'remove' in (fates.get(id) ?? {})).slice(0, BATCH);
  await beginDeletions(
    tx,
    over.filter(({ status }) => holdsFiles(status)).map(({ id }) => id),
  );
  const recordsOnly = over.filter(({ status }) => !holdsFiles(status)).map(({ id }) => id);
  if (recordsOnly.length > 0) await tx.backups.forget(recordsOnly);
  return over.length;
};

/** As `beginDeletion`, for backups that are locked and that no restore reads: `decideFates` has seen to it. */
const beginDeletions = async (tx: Catalogue, ids: readonly BackupId[]): Promise<void> => {
  if (ids.length === 0) return;
  const marked = await tx.backups.markDeleting(ids);
  const operations = marked.map(({ id, dataStoreId, dataStoreName, description }) => ({
    id: newOperationId(),
    kind: 'deletion' as const,
    dataStoreId,
    dataStoreName,
    backupId: id,
    restoreId: null,
    subject: description,
  }));
  await tx.operations.insertAll(operations);
  await tx.jobs.enqueueAll(
    'deletion',
    operations.map(({ id }) => id),
  );
};
