'use client';

import type { FieldErrors } from '#lib/domain/errors';
import { MAX_COUNTS, type TierCounts } from '#lib/domain/plan';
import { minuteOfDay, TIME_OF_DAY } from '#lib/domain/validation/time-of-day';
import { countWords } from '#lib/domain/words/figures';
import { DAY_NAMES, ordinal } from '#lib/domain/words/schedule';
import { wholeDays } from '../queries/whole-days.ts';
import { Combobox } from '../ui/combobox.tsx';
import { Field } from '../ui/field.tsx';
import { NumberStepper } from '../ui/number-stepper.tsx';
import { TextInput } from '../ui/text-input.tsx';
import type { PlanDraft } from './plan-draft.ts';

type PlanFieldsProps = { plan: PlanDraft; onChange(plan: PlanDraft): void; errors: FieldErrors };

const WEEKDAYS = DAY_NAMES.map((name, index) => ({ value: String(index + 1), name }));
const MONTH_DAYS = Array.from({ length: 31 }, (_, index) => ({
  value: String(index + 1),
  name: ordinal(index + 1),
}));

/** When a plan takes its daily, weekly and monthly backups. */
export const PlanTimes = ({ plan, onChange, errors }: PlanFieldsProps) => (
  <>
    <Field
      label="Time"
      hint="Every day at this time; the weekly and the monthly one are among these."
      error={minuteOfDay(plan.time) === null ? (errors.time ?? `${TIME_OF_DAY}.`) : undefined}
    >
      <TextInput
        value={plan.time}
        onValue={(time) => onChange({ ...plan, time })}
        placeholder="02:00"
        className="w-[108px]! tabular-nums"
      />
    </Field>
    <div className="grid gap-5 min-[380px]:grid-cols-2">
      <Field label="Day of the week" error={errors.weekday}>
        <Combobox
          options={WEEKDAYS}
          value={String(plan.weekday)}
          onValue={(day) => onChange({ ...plan, weekday: Number(day) })}
        />
      </Field>
      <Field
        label="Day of the month"
        hint={plan.monthDay > 28 ? 'In a shorter month on its last day.' : undefined}
        error={errors.monthDay}
      >
        <Combobox
          options={MONTH_DAYS}
          value={String(plan.monthDay)}
          onValue={(day) => onChange({ ...plan, monthDay: Number(day) })}
        />
      </Field>
    </div>
  </>
);

const COUNTS: { tier: keyof TierCounts; label: string; of: string }[] = [
  { tier: 'days', label: 'Days', of: 'of daily ones' },
  { tier: 'weeks', label: 'Weeks', of: 'of weekly ones' },
  { tier: 'months', label: 'Months', of: 'of monthly ones' },
  { tier: 'onDemand', label: 'On-demand', of: 'newest' },
];

/** How long it keeps each tier, and how many on-demand backups. */
export const PlanCounts = ({ plan, onChange, errors }: PlanFieldsProps) => (
  <fieldset className="flex min-w-0 flex-col gap-2">
    <legend className="mb-2 font-bold">What is kept</legend>
    <div className="grid gap-x-5 gap-y-4 min-[380px]:grid-cols-2">
      {COUNTS.map(({ tier, label, of }) => (
        <Field
          key={tier}
          label={label}
          aside={of}
          error={
            wholeDays(plan.keep[tier], MAX_COUNTS[tier]) === null
              ? (errors[tier] ?? `A whole number, 1 to ${countWords(MAX_COUNTS[tier])}.`)
              : undefined
          }
        >
          <NumberStepper
            value={plan.keep[tier]}
            onValue={(value) => onChange({ ...plan, keep: { ...plan.keep, [tier]: value } })}
            min={1}
            max={MAX_COUNTS[tier]}
            wide
          />
        </Field>
      ))}
    </div>
    <p className="text-small text-muted">
      A backup in several tiers goes when the last of them lets it go. On-demand ones are replaced once a
      newer one is available.
    </p>
  </fieldset>
);
