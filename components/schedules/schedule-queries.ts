import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { MAX_RETENTION_DAYS } from '#lib/domain/backup';
import { minuteOfDay } from '#lib/domain/validation/time-of-day';
import type { RetentionPreview } from '#lib/domain/views/policy-view';
import { fetchJson, queryText } from '../queries/fetch-json.ts';
import { FRESH_MS } from '../queries/polling.ts';
import { wholeDays } from '../queries/whole-days.ts';
import { countsOf } from './plan-draft.ts';
import type { ScheduleDraft } from './schedule-draft.ts';

/** What a retention is asked about with; null while it is not given in whole numbers. */
export const retentionOf = (draft: ScheduleDraft): Record<string, string> | null => {
  if (draft.kind === 'grid') {
    const days = wholeDays(draft.retentionDays, MAX_RETENTION_DAYS);
    return days === null ? null : { days: String(days) };
  }
  const { timeZone, plan } = draft;
  if (countsOf(plan) === null || minuteOfDay(plan.time) === null) return null;
  return { kind: 'plan', time: plan.time, monthDay: String(plan.monthDay), timeZone, ...plan.keep };
};

const scheduleKeys = {
  preview: (dataStoreId: string, retention: object | null) =>
    ['backups', 'retention-preview', dataStoreId, retention] as const,
};

/** What another retention would do to the backups already taken. */
export const retentionPreviewQuery = (dataStoreId: string, retention: Record<string, string> | null) =>
  queryOptions({
    queryKey: scheduleKeys.preview(dataStoreId, retention),
    queryFn: ({ signal }) =>
      fetchJson<RetentionPreview>(
        `/api/data-stores/${encodeURIComponent(dataStoreId)}/retention-preview${queryText(retention ?? {})}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
