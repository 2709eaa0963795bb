import * as z from 'zod/mini';
import { DEFAULT_RETENTION_DAYS } from './backup.ts';
import type { DataStoreId } from './ids.ts';
import { dataStoreId } from './requests/ids.ts';
import { retentionDaysInput } from './validation/retention.ts';
import { timeZoneInput } from './validation/time-zone.ts';

/** ISO weekdays: 1 is Monday, 7 is Sunday. */
export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** When backups are due: weekdays × hours on the clocks of a time zone. */
export type Grid = {
  /** ISO weekdays, ascending; all seven are Every Day. */
  days: number[];
  /** 0 to 23, ascending; empty with `everyHour`. */
  hours: number[];
  /** Every real hour of a day: one that comes twice in autumn runs twice, while a chosen hour runs once. */
  everyHour: boolean;
  /** IANA name. */
  timeZone: string;
};

/** A store's schedule and retention. */
export type Policy = Grid & {
  dataStoreId: DataStoreId;
  enabled: boolean;
  retentionDays: number;
  /** Counts the changes, from 1: an editor that saw an older one is told. */
  revision: number;
};

export const POLICY_STALE =
  'This schedule was changed in the meantime. Close the drawer, open it again and look first.';

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

const common = {
  dataStoreId,
  /** `revision` of the policy that the editor saw; 0: there was none. */
  revision: z.int('Open the drawer again').check(z.gte(0, 'Open the drawer again')),
};

/** A list of whole numbers; a wrong one is a message for the whole field, as there is one place to show it. */
const numbers = (min: number, max: number, error: string) =>
  z.custom<number[]>(
    (value) =>
      Array.isArray(value) &&
      value.length <= 24 &&
      value.every((each) => Number.isInteger(each) && each >= min && each <= max),
    error,
  );

const NO_DAY = 'Choose at least one day';
const NO_HOUR = 'Choose at least one hour';

const enabledInput = z
  .object({
    ...common,
    enabled: z.literal(true),
    days: z._default(numbers(1, 7, NO_DAY), []),
    everyDay: z._default(z.boolean(NO_DAY), false),
    hours: z._default(numbers(0, 23, NO_HOUR), []),
    everyHour: z._default(z.boolean(NO_HOUR), false),
    timeZone: timeZoneInput,
    retentionDays: retentionDaysInput,
    /** Whether the backups already taken by the schedule get the new retention too. */
    applyToExisting: z._default(z.boolean('Tick the box or leave it'), false),
  })
  .check(
    z.refine((input) => input.everyDay || input.days?.length > 0, {
      error: NO_DAY,
      path: ['days'],
      when: () => true,
    }),
    z.refine((input) => input.everyHour || input.hours?.length > 0, {
      error: NO_HOUR,
      path: ['hours'],
      when: () => true,
    }),
  );

// A hidden field has no place for a message: what a disabled schedule holds besides is neither read nor changed.
const disabledInput = z.object({ ...common, enabled: z.literal(false) });

/** The schedule drawer's form. */
export const policyInput = z.discriminatedUnion(
  'enabled',
  [enabledInput, disabledInput],
  'Choose Enabled or Disabled',
);
export type PolicyForm = z.input<typeof policyInput>;
export type PolicyInput = z.output<typeof policyInput>;

/** What the drawer shows for a store that has none yet; also what a first `Disabled` stores. */
export const defaultPolicy = (id: DataStoreId, timeZone = 'UTC'): Policy => ({
  dataStoreId: id,
  enabled: false,
  days: [...EVERY_DAY],
  hours: [2],
  everyHour: false,
  timeZone,
  retentionDays: DEFAULT_RETENTION_DAYS,
  revision: 0,
});

export type PolicyChange = { outcome: 'changed'; policy: Policy } | { outcome: 'stale' };

/** Applies the form to the stored policy, or finds that somebody else changed it since the form was opened. */
export const changePolicy = (stored: Policy | null, input: PolicyInput): PolicyChange => {
  const id = input.dataStoreId as DataStoreId;
  const before = stored ?? defaultPolicy(id);
  if (before.revision !== input.revision) return { outcome: 'stale' };
  const revision = before.revision + 1;
  if (!input.enabled) return { outcome: 'changed', policy: { ...before, enabled: false, revision } };
  return {
    outcome: 'changed',
    policy: {
      dataStoreId: id,
      enabled: true,
      days: input.everyDay ? [...EVERY_DAY] : ascending(input.days),
      hours: input.everyHour ? [] : ascending(input.hours),
      everyHour: input.everyHour,
      timeZone: input.timeZone,
      retentionDays: input.retentionDays,
      revision,
    },
  };
};
