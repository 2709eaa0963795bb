import type { DataStore } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { type Instance, isOnMachine } from '#lib/domain/instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { type ConnectionInput, draftConnection } from '#lib/domain/validation/connection-draft';
import { editDataStoreInput } from '#lib/domain/validation/data-store-input';
import { movedFields, SERVER_FIELDS } from '#lib/domain/validation/moved-fields';
import { refusedFields } from './add-data-store.ts';
import { authorise } from './authorise.ts';
import { requireFreeStore } from './require-free-store.ts';

/**
 * Changes a store's connection; not while a backup or restore uses the old one. Of a server that Amber runs itself, its
 * name alone; of one that it had made, not what it needs to find it again.
 */
export const editDataStore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ id: DataStoreId }> => {
    authorise(actor, 'edit-data-store');
    const { id: rawId, name, ...form } = parseRequest(editDataStoreInput, input);
    const id = rawId as DataStoreId;
    await catalogue.transaction(async (tx) => {
      const stored = await tx.dataStores.find(id);
      if (stored === null) throw new AmberError('not-found', 'This data store is gone. Reload the page.');
      const instance = await tx.instances.find(id);
      if (instance !== null && !(instance.ready && !isOnMachine(instance.provisioner))) {
        requireSameConnection(stored, form, instance);
        await tx.dataStores.rename(id, name);
        return;
      }
      await requireSamePlace(tx, stored, form, instance);
      const drafted = draftConnection(stored, form);
      if (drafted.outcome === 'refused') throw refusedFields(drafted.fields);
      await requireFreeStore(tx, id);
      await tx.dataStores.update(id, { name, ...drafted.connection });
      // one whose server was made is there: until it is asked again, it stays what it was
      if (instance === null) await tx.dataStores.setStatus(id, 'pending', null);
    });
    return { id };
  };

/**
 * Amber chose it, and would write to whatever server stood there instead. The port may have changed meanwhile, and is not
 * known before the server is made.
 */
const requireSameConnection = (stored: DataStore, form: ConnectionInput, { provisioner }: Instance): void => {
  const same =
    form.engine === stored.engine &&
    form.host === stored.host.toLowerCase() &&
    form.username === stored.username &&
    form.password === '' &&
    !form.removePassword &&
    (form.tls === null) === (stored.tls === null);
  if (same) return;
  const message = isOnMachine(provisioner)
    ? 'Amber runs this server itself: only the name of its store can be changed'
    : 'This server is not made yet: only the name of its store can be changed';
  throw refusedFields({ host: message });
};

/** What Amber made, it must find again to remove it. */
const requireSamePlace = async (
  tx: Catalogue,
  stored: DataStore,
  form: ConnectionInput,
  instance: Instance | null,
): Promise<void> => {
  const refuse = (fields: Record<string, string>) => {
    if (Object.keys(fields).length > 0) throw refusedFields(fields);
  };
  if (instance?.provisioner === 'graph') {
    const message = 'Amber made this graph: only its name, credentials and TLS can be changed';
    refuse(movedFields(stored, form, [...SERVER_FIELDS, 'graph'], message));
  } else if (instance !== null)
    refuse(movedFields(stored, form, ['engine'], 'A command made this server: its engine stays'));
  const beside = await tx.instances.findBeside(stored.id);
  if (beside === null) return;
  const message = `Amber made the graph of ${beside} on this server, and reaches it this way. Delete ${beside} first`;
  refuse(movedFields(stored, form, SERVER_FIELDS, message));
};
