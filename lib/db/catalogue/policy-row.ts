import type { Policy } from '#lib/domain/policy';
import type { Policy as PolicyRow } from '../generated/client.ts';

type Columns = Omit<PolicyRow, 'updatedAt' | 'nextAt'>;

/** A kind's columns are never null while the row is of that kind: a constraint of the table says so. */
export const toPolicy = (row: Columns): Policy => {
  const { dataStoreId, enabled, revision, timeZone } = row;
  const common = { dataStoreId, enabled, revision, timeZone } as Pick<
    Policy,
    'dataStoreId' | 'enabled' | 'revision' | 'timeZone'
  >;
  if (row.kind === 'grid') {
    const { days, hours, everyHour } = row;
    return { ...common, kind: 'grid', days, hours, everyHour, retentionDays: row.retentionDays! };
  }
  return {
    ...common,
    kind: 'plan',
    minuteOfDay: row.minuteOfDay!,
    weekday: row.weekday!,
    monthDay: row.monthDay!,
    keep: {
      days: row.keepDays!,
      weeks: row.keepWeeks!,
      months: row.keepMonths!,
      onDemand: row.keepOnDemand!,
    },
  };
};

const NO_GRID = { days: [], hours: [], everyHour: false, retentionDays: null };
const NO_PLAN = {
  minuteOfDay: null,
  weekday: null,
  monthDay: null,
  keepDays: null,
  keepWeeks: null,
  keepMonths: null,
  keepOnDemand: null,
};

/** All columns of a policy but those of time: what the other kind had is gone. */
export const fromPolicy = (policy: Policy): Columns => {
  if (policy.kind === 'grid') return { ...policy, ...NO_PLAN };
  const { keep, ...columns } = policy;
  return {
    ...columns,
    ...NO_GRID,
    keepDays: keep.days,
    keepWeeks: keep.weeks,
    keepMonths: keep.months,
    keepOnDemand: keep.onDemand,
  };
};
