import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { busySentence } from './begin-backup.ts';

/** Throws `busy` while a backup or restore has the store: what it uses must not change under it. */
export const requireFreeStore = async (tx: Catalogue, id: DataStoreId): Promise<void> => {
  const holder = await tx.leases.holder(id);
  if (holder !== null) throw new AmberError('busy', busySentence(holder.dataStoreName, holder.kind));
};
