import { DEFAULT_RETENTION_DAYS } from '#lib/domain/backup';
import type { PolicyForm } from '#lib/domain/policy-form';
import type { PolicyView } from '#lib/domain/views/policy-view';
import { FIRST_PLAN_DRAFT, type PlanDraft, planDraftOf, planFieldsOf } from './plan-draft.ts';

export const ALL_DAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
export const ALL_HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** What is chosen in the drawer. All seven days are `Every Day`, all 24 hours `Every Hour`: one thing, one state. */
export type ScheduleDraft = {
  enabled: boolean;
  /** What the other kind holds is kept while the drawer is open. */
  kind: PolicyView['kind'];
  /** ISO weekdays, ascending. */
  days: number[];
  hours: number[];
  timeZone: string;
  /** As it was typed. */
  retentionDays: string;
  plan: PlanDraft;
  applyToExisting: boolean;
};

/** What the drawer opens with. A store without a policy starts from nothing chosen: no default runs by oversight. */
export const draftOf = (policy: PolicyView | null, browserZone: string): ScheduleDraft => {
  const first: ScheduleDraft = {
    enabled: false,
    kind: 'grid',
    days: [],
    hours: [],
    timeZone: browserZone,
    retentionDays: String(DEFAULT_RETENTION_DAYS),
    plan: FIRST_PLAN_DRAFT,
    applyToExisting: false,
  };
  if (!policy || policy.revision === 0) return first;
  const { enabled, kind, timeZone } = policy;
  if (policy.kind === 'plan') return { ...first, enabled, kind, timeZone, plan: planDraftOf(policy) };
  return {
    ...first,
    enabled,
    kind,
    days: [...policy.days],
    hours: policy.everyHour ? [...ALL_HOURS] : [...policy.hours],
    timeZone,
    retentionDays: String(policy.retentionDays),
  };
};

/** What `Apply` sends. */
export const formOf = (draft: ScheduleDraft, dataStoreId: string, revision: number): PolicyForm => {
  if (!draft.enabled) return { dataStoreId, revision, enabled: false };
  const { timeZone, applyToExisting } = draft;
  const common = { dataStoreId, revision, enabled: true as const, timeZone, applyToExisting };
  if (draft.kind === 'plan') return { ...common, ...planFieldsOf(draft.plan) };
  const everyHour = draft.hours.length === ALL_HOURS.length;
  return {
    ...common,
    kind: 'grid',
    days: draft.days,
    everyDay: draft.days.length === ALL_DAYS.length,
    hours: everyHour ? [] : draft.hours,
    everyHour,
    retentionDays: draft.retentionDays,
  };
};
