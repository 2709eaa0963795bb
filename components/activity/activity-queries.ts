import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ActivityFilter, ActivityRow, OperationLogLine } from '#lib/domain/views/activity-view';
import type { Page } from '#lib/domain/views/page';
import { fetchJson, queryText } from '../queries/fetch-json.ts';
import { FRESH_MS, pollEvery } from '../queries/polling.ts';

export const activityKeys = {
  all: ['activity'] as const,
  lists: ['activity', 'list'] as const,
  list: (filter: ActivityFilter) => ['activity', 'list', filter] as const,
  log: (operationId: string) => ['activity', 'log', operationId] as const,
};

export const activityListQuery = (filter: ActivityFilter) =>
  queryOptions({
    queryKey: activityKeys.list(filter),
    queryFn: ({ signal }) => fetchJson<Page<ActivityRow>>(`/api/activity${queryText(filter)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
    refetchInterval: (query) => pollEvery(query.state.data?.rows.some(isMovingRow) ?? false),
  });

/** The log of an operation that still runs grows: it is asked for again while the row moves. */
export const operationLogQuery = (operationId: string, moving: boolean) =>
  queryOptions({
    queryKey: activityKeys.log(operationId),
    queryFn: ({ signal }) =>
      fetchJson<{ lines: OperationLogLine[] }>(
        `/api/operations/${encodeURIComponent(operationId)}/log`,
        signal,
      ),
    staleTime: FRESH_MS,
    refetchInterval: moving ? pollEvery(true) : false,
  });

export const isMovingRow = (row: Pick<ActivityRow, 'state'>): boolean =>
  row.state === 'pending' || row.state === 'running';

/** What `Cancel` will show until the worker has stopped. */
export const withCancelRequested = (page: Page<ActivityRow>, operationId: string): Page<ActivityRow> => ({
  ...page,
  rows: page.rows.map((row) =>
    row.id === operationId ? { ...row, cancelRequested: true, cancellable: false } : row,
  ),
});
