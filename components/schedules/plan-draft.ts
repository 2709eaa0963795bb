import { DEFAULT_COUNTS, DEFAULT_PLAN, MAX_COUNTS, type Plan, type TierCounts } from '#lib/domain/plan';
import { minuteOfDay } from '#lib/domain/validation/time-of-day';
import { timeName } from '#lib/domain/words/schedule';
import { wholeDays } from '../queries/whole-days.ts';

/** What is chosen of a plan; numbers and the time as they were typed. */
export type PlanDraft = {
  time: string;
  weekday: number;
  monthDay: number;
  keep: Record<keyof TierCounts, string>;
};

type Shown = Omit<Plan, 'kind' | 'timeZone'> & { keep: TierCounts };

export const planDraftOf = ({ minuteOfDay, weekday, monthDay, keep }: Shown): PlanDraft => ({
  time: timeName(minuteOfDay),
  weekday,
  monthDay,
  keep: {
    days: String(keep.days),
    weeks: String(keep.weeks),
    months: String(keep.months),
    onDemand: String(keep.onDemand),
  },
});

export const FIRST_PLAN_DRAFT: PlanDraft = planDraftOf({ ...DEFAULT_PLAN, keep: DEFAULT_COUNTS });

export const planFieldsOf = ({ time, weekday, monthDay, keep }: PlanDraft) => ({
  kind: 'plan' as const,
  time,
  weekday,
  monthDay,
  ...keep,
});

/** When it would run; null while what was typed is no time. */
export const planOf = ({ time, weekday, monthDay }: PlanDraft, timeZone: string): Plan | null => {
  const minute = minuteOfDay(time);
  return minute === null ? null : { kind: 'plan', minuteOfDay: minute, weekday, monthDay, timeZone };
};

/** What it would keep; null while one of the numbers is none. */
export const countsOf = ({ keep }: PlanDraft): TierCounts | null => {
  const [days, weeks, months, onDemand] = (['days', 'weeks', 'months', 'onDemand'] as const).map((tier) =>
    wholeDays(keep[tier], MAX_COUNTS[tier]),
  );
  return days && weeks && months && onDemand ? { days, weeks, months, onDemand } : null;
};
