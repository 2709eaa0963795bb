import { DEFAULT_RETENTION_DAYS } from './backup.ts';
import type { EngineKind } from './data-store.ts';
import type { DataStoreId } from './ids.ts';
import { DEFAULT_COUNTS, DEFAULT_PLAN, type Plan, type TierCounts } from './plan.ts';
import type { PolicyInput } from './policy-form.ts';

/** ISO weekdays: 1 is Monday, 7 is Sunday. */
export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** When backups are due: weekdays × hours on the clocks of a time zone. */
export type Grid = {
  kind: 'grid';
  /** ISO weekdays, ascending; all seven are Every Day. */
  days: number[];
  /** 0 to 23, ascending; empty with `everyHour`. */
  hours: number[];
  /** Every real hour of a day: one that comes twice in autumn runs twice, while a chosen hour runs once. */
  everyHour: boolean;
  /** IANA name. */
  timeZone: string;
};

/** When backups are due. */
export type Timing = Grid | Plan;

type Common = {
  dataStoreId: DataStoreId;
  enabled: boolean;
  /** Counts the changes, from 1: an editor that saw an older one is told. */
  revision: number;
};
export type GridPolicy = Common & Grid & { retentionDays: number };
export type PlanPolicy = Common & Plan & { keep: TierCounts };

/** A store's schedule and retention. */
export type Policy = GridPolicy | PlanPolicy;

export const POLICY_STALE =
  'This schedule was changed in the meantime. Close the drawer, open it again and look first.';

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** What the drawer shows for a store that has none yet; also what a first `Disabled` stores. */
export const defaultPolicy = (id: DataStoreId, timeZone = 'UTC'): GridPolicy => ({
  dataStoreId: id,
  enabled: false,
  kind: 'grid',
  days: [...EVERY_DAY],
  hours: [2],
  everyHour: false,
  timeZone,
  retentionDays: DEFAULT_RETENTION_DAYS,
  revision: 0,
});

/** What a newly connected store runs by itself from the start; null: nothing until somebody gives it a schedule. */
export const firstPolicy = (id: DataStoreId, engine: EngineKind, timeZone = 'UTC'): PlanPolicy | null => {
  const starts: Record<EngineKind, boolean> = { redis: false, janusgraph: true };
  if (!starts[engine]) return null;
  return {
    ...DEFAULT_PLAN,
    dataStoreId: id,
    enabled: true,
    timeZone,
    keep: { ...DEFAULT_COUNTS },
    revision: 1,
  };
};

export type PolicyChange = { outcome: 'changed'; policy: Policy } | { outcome: 'stale' };

/** Applies the form to the stored policy, or finds that somebody else changed it since the form was opened. */
export const changePolicy = (stored: Policy | null, input: PolicyInput): PolicyChange => {
  const id = input.dataStoreId as DataStoreId;
  const before = stored ?? defaultPolicy(id);
  if (before.revision !== input.revision) return { outcome: 'stale' };
  const revision = before.revision + 1;
  if (!input.enabled) return { outcome: 'changed', policy: { ...before, enabled: false, revision } };
  const common = { dataStoreId: id, enabled: true, timeZone: input.timeZone, revision };
  if (input.kind === 'plan') return { outcome: 'changed', policy: { ...common, ...planOf(input) } };
  return {
    outcome: 'changed',
    policy: {
      ...common,
      kind: 'grid',
      days: input.everyDay ? [...EVERY_DAY] : ascending(input.days),
      hours: input.everyHour ? [] : ascending(input.hours),
      everyHour: input.everyHour,
      retentionDays: input.retentionDays,
    },
  };
};

const planOf = (input: Extract<PolicyInput, { kind: 'plan' }>) => {
  const { time: minuteOfDay, weekday, monthDay, days, weeks, months, onDemand } = input;
  return {
    kind: 'plan' as const,
    minuteOfDay,
    weekday,
    monthDay,
    keep: { days, weeks, months, onDemand },
  };
};
