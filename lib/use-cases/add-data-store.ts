import { AmberError } from '#lib/domain/errors';
import { type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { firstScheduleRequest } from '#lib/domain/requests/add-data-store';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { draftConnection } from '#lib/domain/validation/connection-draft';
import { dataStoreInput } from '#lib/domain/validation/data-store-input';
import { authorise } from './authorise.ts';
import { scheduleFromTheStart } from './schedule-from-the-start.ts';

/** Adds it at once; the worker's first probe tells whether it can be reached. */
export const addDataStore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ id: DataStoreId; scheduled: boolean }> => {
    authorise(actor, 'add-data-store');
    const { name, ...form } = parseRequest(dataStoreInput, input);
    const drafted = draftConnection(null, form);
    if (drafted.outcome === 'refused') throw refusedFields(drafted.fields);
    const id = newDataStoreId();
    const { timeZone } = parseRequest(firstScheduleRequest, input);
    return await catalogue.transaction(async (tx) => {
      await tx.dataStores.insert(id, { name, ...drafted.connection });
      const scheduled = await scheduleFromTheStart(tx, { id, engine: drafted.connection.engine }, timeZone);
      return { id, scheduled };
    });
  };

export const refusedFields = (fields: Record<string, string>): AmberError =>
  new AmberError('invalid-input', Object.values(fields)[0] ?? 'Check the form', { fields });
