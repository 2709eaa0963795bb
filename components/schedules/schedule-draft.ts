import { DEFAULT_RETENTION_DAYS } from '#lib/domain/backup';
import type { PolicyForm } from '#lib/domain/policy';
import type { PolicyView } from '#lib/domain/views/policy-view';

export const ALL_DAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
export const ALL_HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** What is chosen in the drawer. All seven days are `Every Day`, all 24 hours `Every Hour`: one thing, one state. */
export type ScheduleDraft = {
  enabled: boolean;
  /** ISO weekdays, ascending. */
  days: number[];
  hours: number[];
  timeZone: string;
  /** As it was typed. */
  retentionDays: string;
  applyToExisting: boolean;
};

/** What the drawer opens with. A store without a policy starts from nothing chosen: no default runs by oversight. */
export const draftOf = (policy: PolicyView | null, browserZone: string): ScheduleDraft =>
  policy && policy.revision > 0
    ? {
        enabled: policy.enabled,
        days: [...policy.days],
        hours: policy.everyHour ? [...ALL_HOURS] : [...policy.hours],
        timeZone: policy.timeZone,
        retentionDays: String(policy.retentionDays),
        applyToExisting: false,
      }
    : {
        enabled: false,
        days: [],
        hours: [],
        timeZone: browserZone,
        retentionDays: String(DEFAULT_RETENTION_DAYS),
        applyToExisting: false,
      };

/** What `Apply` sends. */
export const formOf = (draft: ScheduleDraft, dataStoreId: string, revision: number): PolicyForm => {
  if (!draft.enabled) return { dataStoreId, revision, enabled: false };
  const everyHour = draft.hours.length === ALL_HOURS.length;
  return {
    dataStoreId,
    revision,
    enabled: true,
    days: draft.days,
    everyDay: draft.days.length === ALL_DAYS.length,
    hours: everyHour ? [] : draft.hours,
    everyHour,
    timeZone: draft.timeZone,
    retentionDays: draft.retentionDays,
    applyToExisting: draft.applyToExisting,
  };
};
