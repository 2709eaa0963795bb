import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { isMoving } from '#lib/domain/operation';
import type { ActivityFilter, ActivityRow, OperationLogLine } from '#lib/domain/views/activity-view';
import type { Page } from '#lib/domain/views/page';
import { fetchJson, queryText } from '../queries/fetch-json.ts';
import { FRESH_MS, pollEvery } from '../queries/polling.ts';

export const activityKeys = {
  all: ['activity'] as const,
  lists: ['activity', 'list'] as const,
  list: (filter: ActivityFilter) => ['activity', 'list', filter] as const,
  row: (operationId: string) => ['activity', 'row', operationId] as const,
  log: (operationId: string) => ['activity', 'log', operationId] as const,
};

export const activityListQuery = (filter: ActivityFilter) =>
  queryOptions({
    queryKey: activityKeys.list(filter),
    queryFn: ({ signal }) => fetchJson<Page<ActivityRow>>(`/api/activity${queryText(filter)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
    refetchInterval: (query) =>
      pollEvery(query.state.data?.rows.some(({ state }) => isMoving(state)) ?? false),
  });

/** One operation: asked for again until it has ended. */
export const operationQuery = (operationId: string) =>
  queryOptions({
    queryKey: activityKeys.row(operationId),
    queryFn: ({ signal }) =>
      fetchJson<ActivityRow>(`/api/operations/${encodeURIComponent(operationId)}`, signal),
    staleTime: 0,
    refetchInterval: (query) => {
      const row = query.state.data;
      return row && !isMoving(row.state) ? false : pollEvery(true);
    },
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

/** What `Cancel` will show until the worker has stopped. */
export const withCancelRequested = (page: Page<ActivityRow>, operationId: string): Page<ActivityRow> => ({
  ...page,
  rows: page.rows.map((row) =>
    row.id === operationId ? { ...row, cancelRequested: true, cancellable: false } : row,
  ),
});
