import type { DataStore } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { type ConnectionInput, draftConnection } from '#lib/domain/validation/connection-draft';
import { editDataStoreInput } from '#lib/domain/validation/data-store-input';
import { refusedFields } from './add-data-store.ts';
import { authorise } from './authorise.ts';
import { requireFreeStore } from './require-free-store.ts';

/** Changes a store's connection (of a server that Amber runs itself: its name alone); not while a backup or restore uses the old one. */
export const editDataStore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ id: DataStoreId }> => {
    authorise(actor, 'edit-data-store');
    const { id: rawId, name, ...form } = parseRequest(editDataStoreInput, input);
    const id = rawId as DataStoreId;
    await catalogue.transaction(async (tx) => {
      const stored = await tx.dataStores.find(id);
      if (stored === null) throw new AmberError('not-found', 'This data store is gone. Reload the page.');
      if (await tx.instances.has(id)) {
        requireSameConnection(stored, form);
        await tx.dataStores.rename(id, name);
        return;
      }
      const drafted = draftConnection(stored, form);
      if (drafted.outcome === 'refused') throw refusedFields(drafted.fields);
      await requireFreeStore(tx, id);
      await tx.dataStores.update(id, { name, ...drafted.connection });
      await tx.dataStores.setStatus(id, 'pending', null);
    });
    return { id };
  };

/** Amber chose it, and would write to whatever server stood there instead. The port may have changed meanwhile. */
const requireSameConnection = (stored: DataStore, form: ConnectionInput): void => {
  const same =
    form.engine === stored.engine &&
    form.host === stored.host &&
    form.username === stored.username &&
    form.password === '' &&
    !form.removePassword &&
    (form.tls === null) === (stored.tls === null);
  if (!same)
    throw refusedFields({ host: 'Amber runs this server itself: only the name of its store can be changed' });
};
