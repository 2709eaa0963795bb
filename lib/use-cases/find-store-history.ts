import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { Views } from '#lib/domain/ports/views';
import { dataStoreRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { historyDays, historySpan } from '#lib/domain/store-history';
import type { StoreHistory } from '#lib/domain/views/store-history-view';
import { authorise } from './authorise.ts';

/** What happened to a store in the last 90 days, by day on the clocks of its schedule. */
export const findStoreHistory =
  ({ catalogue, views }: { catalogue: Catalogue; views: Pick<Views, 'storeHistory'> }) =>
  async (actor: Actor | null, input: unknown): Promise<StoreHistory> => {
    authorise(actor, 'view-console');
    const id = parseRequest(dataStoreRequest, input).id as DataStoreId;
    const [store, policy, now] = await Promise.all([
      catalogue.dataStores.find(id),
      catalogue.policies.find(id),
      catalogue.now(),
    ]);
    if (store === null)
      throw new AmberError('not-found', 'This data store is not there. It may have been deleted.');
    const timeZone = policy?.timeZone ?? 'UTC';
    const span = historySpan(now, timeZone);
    return { timeZone, days: historyDays(span, await views.storeHistory(id, span), now) };
  };
