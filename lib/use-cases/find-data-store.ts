import { engineOfProduct } from '#lib/domain/contents';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { AskingEngines } from '#lib/domain/ports/engine';
import type { Views } from '#lib/domain/ports/views';
import { dataStoreRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { authorise } from './authorise.ts';

export type FindDataStorePorts = {
  views: Views;
  engines: AskingEngines;
  storage: Pick<Artefacts, 'freeBytes'>;
};

/** One store with all that its page and drawers say. */
export const findDataStore =
  ({ views, engines, storage }: FindDataStorePorts) =>
  async (actor: Actor | null, input: unknown): Promise<DataStoreDetail> => {
    authorise(actor, 'view-console');
    const { id } = parseRequest(dataStoreRequest, input);
    const stored = await views.dataStore(id as DataStoreId);
    if (stored === null)
      throw new AmberError('not-found', 'This data store is not there. It may have been deleted.');
    const engine = engines[stored.engine];
    // A store that was changed into one of another kind keeps what the old one said until it is asked.
    const probe =
      stored.probe && engineOfProduct(stored.probe.product) === stored.engine ? stored.probe : null;
    const freeBytes = await storage.freeBytes().catch(() => null);
    return {
      ...stored,
      probe,
      methods: probe && engine.methods(probe),
      backupRefusal: probe && engine.backupRefusal(probe),
      storage: {
        words: 'Local folder',
        freeBytes,
      },
    };
  };
