import * as z from 'zod/mini';
import { dataStoreId } from './requests/ids.ts';
import { monthDayInput, tierCountInputs, timeOfDayInput, weekdayInput } from './validation/plan.ts';
import { retentionDaysInput } from './validation/retention.ts';
import { timeZoneInput } from './validation/time-zone.ts';

const common = {
  dataStoreId,
  /** `revision` of the policy that the editor saw; 0: there was none. */
  revision: z.int('Open the drawer again').check(z.gte(0, 'Open the drawer again')),
};

/** What both kinds have when they are enabled. */
const enabled = {
  ...common,
  enabled: z.literal(true),
  timeZone: timeZoneInput,
  /** Whether the backups already taken by the schedule get the new retention too. */
  applyToExisting: z._default(z.boolean('Tick the box or leave it'), false),
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

const gridInput = z
  .object({
    ...enabled,
    /** May be left out: a program that knows no plan means a grid. */
    kind: z.optional(z.literal('grid')),
    days: z._default(numbers(1, 7, NO_DAY), []),
    everyDay: z._default(z.boolean(NO_DAY), false),
    hours: z._default(numbers(0, 23, NO_HOUR), []),
    everyHour: z._default(z.boolean(NO_HOUR), false),
    retentionDays: retentionDaysInput,
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

const planInput = z.object({
  ...enabled,
  kind: z.literal('plan'),
  time: timeOfDayInput,
  weekday: weekdayInput,
  monthDay: monthDayInput,
  ...tierCountInputs,
});

// A hidden field has no place for a message: what a disabled schedule holds besides is neither read nor changed.
const disabledInput = z.object({ ...common, enabled: z.literal(false) });

/** The schedule drawer's form. */
export const policyInput = z.discriminatedUnion(
  'enabled',
  [z.discriminatedUnion('kind', [gridInput, planInput], 'Choose Grid or Plan'), disabledInput],
  'Choose Enabled or Disabled',
);
export type PolicyForm = z.input<typeof policyInput>;
export type PolicyInput = z.output<typeof policyInput>;
