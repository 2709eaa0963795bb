import { AmberError } from '#lib/domain/errors';
import { type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { draftConnection } from '#lib/domain/validation/connection-draft';
import { dataStoreInput } from '#lib/domain/validation/data-store-input';
import { authorise } from './authorise.ts';

/** Adds it at once; the worker's first probe tells whether it can be reached. */
export const addDataStore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ id: DataStoreId }> => {
    authorise(actor, 'add-data-store');
    const { name, ...form } = parseRequest(dataStoreInput, input);
    const drafted = draftConnection(null, form);
    if (drafted.outcome === 'refused') throw refusedFields(drafted.fields);
    const id = newDataStoreId();
    await catalogue.dataStores.insert(id, { name, ...drafted.connection });
    return { id };
  };

export const refusedFields = (fields: Record<string, string>): AmberError =>
  new AmberError('invalid-input', Object.values(fields)[0] ?? 'Check the form', { fields });
