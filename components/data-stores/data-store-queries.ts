import { queryOptions } from '@tanstack/react-query';
import type { DataStoreDetail, DataStoreRow } from '#lib/domain/views/data-store-view';
import { fetchJson } from '../queries/fetch-json.ts';
import { FRESH_MS, pollEvery } from '../queries/polling.ts';

export const dataStoreKeys = {
  all: ['data-stores'] as const,
  list: ['data-stores', 'list'] as const,
  history: (id: string) => ['data-stores', 'history', id] as const,
  detail: (id: string) => ['data-stores', 'detail', id] as const,
};

export type DataStoreList = { rows: DataStoreRow[] };

/** Whether a store changes by itself in the next seconds: an operation runs, a first probe is under way, it goes. */
const isMovingStore = ({ moving, status }: Pick<DataStoreRow, 'moving' | 'status'>): boolean =>
  moving !== null || status === 'pending' || status === 'restoring' || status === 'deleting';

export const dataStoreListQuery = () =>
  queryOptions({
    queryKey: dataStoreKeys.list,
    queryFn: ({ signal }) => fetchJson<DataStoreList>('/api/data-stores', signal),
    staleTime: FRESH_MS,
    refetchInterval: (query) => pollEvery(query.state.data?.rows.some(isMovingStore) ?? false),
  });

export const dataStoreQuery = (id: string) =>
  queryOptions({
    queryKey: dataStoreKeys.detail(id),
    queryFn: ({ signal }) => fetchJson<DataStoreDetail>(`/api/data-stores/${encodeURIComponent(id)}`, signal),
    staleTime: FRESH_MS,
    refetchInterval: (query) => pollEvery(query.state.data !== undefined && isMovingStore(query.state.data)),
  });
