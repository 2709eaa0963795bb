import type { Views } from '#lib/domain/ports/views';
import type { Actor } from '#lib/domain/roles';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { authorise } from './authorise.ts';

export const listDataStores =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null): Promise<{ rows: DataStoreRow[] }> => {
    authorise(actor, 'view-console');
    return { rows: await views.dataStores() };
  };
