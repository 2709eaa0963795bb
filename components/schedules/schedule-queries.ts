import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RetentionPreview } from '#lib/domain/views/policy-view';
import { fetchJson } from '../queries/fetch-json.ts';
import { FRESH_MS } from '../queries/polling.ts';

const scheduleKeys = {
  preview: (dataStoreId: string, days: number) =>
    ['backups', 'retention-preview', dataStoreId, days] as const,
};

/** What another retention would do to the backups that the schedule has already taken. */
export const retentionPreviewQuery = (dataStoreId: string, days: number) =>
  queryOptions({
    queryKey: scheduleKeys.preview(dataStoreId, days),
    queryFn: ({ signal }) =>
      fetchJson<RetentionPreview>(
        `/api/data-stores/${encodeURIComponent(dataStoreId)}/retention-preview?days=${days}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
