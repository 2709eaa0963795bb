import { codeOf } from '#lib/domain/errors';
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

const pruneStore = async (
  catalogue: Catalogue,
  dataStoreId: DataStoreId,
  exists: boolean,
): Promise<number> => {
  const backups = await catalogue.backups.retained(dataStoreId);
  const fates = decideFates(backups, await catalogue.now(), { storeExists: () => exists });
  let removed = 0;
  for (const backup of backups) {
    if (!('remove' in (fates.get(backup.id) ?? {}))) continue;
    const hasFiles = backup.status === 'available' || backup.status === 'damaged';
    try {
      if (hasFiles) await catalogue.transaction((tx) => beginDeletion(tx, backup.id));
      else await catalogue.backups.forget(backup.id);
      removed += 1;
    } catch (error) {
      // A restore took it up, or somebody deleted it, since it was looked at: the next sweep decides anew.
      if (codeOf(error) !== 'busy' && codeOf(error) !== 'not-found') throw error;
    }
  }
  return removed;
};
