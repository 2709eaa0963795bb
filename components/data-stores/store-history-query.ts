import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import type { StoreHistory } from '#lib/domain/views/store-history-view';
import { fetchJson } from '../queries/fetch-json.ts';
import { FRESH_MS, QUIET_MS } from '../queries/polling.ts';
import { dataStoreKeys } from './data-store-queries.ts';

type Drawn = Pick<DataStoreRow, 'id' | 'lastBackupAt' | 'lastFailure'>;

/** Asked for again when the newest backup is another one, and now and then for slots that became none. */
export const storeHistoryQuery = ({ id, lastBackupAt, lastFailure }: Drawn) =>
  queryOptions({
    queryKey: [...dataStoreKeys.history(id), lastBackupAt, lastFailure?.at ?? null] as const,
    queryFn: ({ signal }) =>
      fetchJson<StoreHistory>(`/api/data-stores/${encodeURIComponent(id)}/history`, signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchInterval: QUIET_MS,
  });
