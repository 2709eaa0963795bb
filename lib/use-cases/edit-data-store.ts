import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { draftConnection } from '#lib/domain/validation/connection-draft';
import { editDataStoreInput } from '#lib/domain/validation/data-store-input';
import { refusedFields } from './add-data-store.ts';
import { authorise } from './authorise.ts';
import { requireFreeStore } from './require-free-store.ts';

/** Changes a store's connection; not while a backup or restore uses the old one. */
export const editDataStore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ id: DataStoreId }> => {
    authorise(actor, 'edit-data-store');
    const { id: rawId, name, ...form } = parseRequest(editDataStoreInput, input);
    const id = rawId as DataStoreId;
    await catalogue.transaction(async (tx) => {
      const stored = await tx.dataStores.find(id);
      if (stored === null) throw new AmberError('not-found', 'This data store is gone. Reload the page.');
      const drafted = draftConnection(stored, form);
      if (drafted.outcome === 'refused') throw refusedFields(drafted.fields);
      await requireFreeStore(tx, id);
      await tx.dataStores.update(id, { name, ...drafted.connection });
      await tx.dataStores.setStatus(id, 'pending', null);
    });
    return { id };
  };
