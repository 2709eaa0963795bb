'use client';

import type { FieldErrors } from '#lib/domain/errors';
import { DAY_NAMES, hourName } from '#lib/domain/words/schedule';
import { ChipGroup } from '../ui/chip-group.tsx';
import { ALL_DAYS, ALL_HOURS, type ScheduleDraft } from './schedule-draft.ts';

const DAYS = DAY_NAMES.map((name, index) => ({ value: String(index + 1), name, label: name.slice(0, 3) }));
const HOURS = ALL_HOURS.map((hour) => ({ value: String(hour), name: hourName(hour) }));

type GridFieldsProps = {
  draft: Pick<ScheduleDraft, 'days' | 'hours'>;
  onChange(change: Partial<ScheduleDraft>): void;
  errors: FieldErrors;
};

/** The days and hours of a grid. */
export const GridFields = ({ draft, onChange, errors }: GridFieldsProps) => (
  <>
    <ChipGroup
      label="Days"
      chips={DAYS}
      chosen={draft.days.map(String)}
      onChosen={(days) => onChange({ days: days.map(Number) })}
      all={{
        name: 'Every Day',
        on: draft.days.length === ALL_DAYS.length,
        onChange: (on) => onChange({ days: on ? [...ALL_DAYS] : [] }),
      }}
      error={draft.days.length === 0 ? errors.days : undefined}
    />
    <ChipGroup
      label="Hours"
      aside={<span className="pointer-coarse:hidden">drag to select several</span>}
      layout="grid"
      chips={HOURS}
      chosen={draft.hours.map(String)}
      onChosen={(hours) => onChange({ hours: hours.map(Number) })}
      all={{
        name: 'Every Hour',
        on: draft.hours.length === ALL_HOURS.length,
        onChange: (on) => onChange({ hours: on ? [...ALL_HOURS] : [] }),
      }}
      error={draft.hours.length === 0 ? errors.hours : undefined}
    />
  </>
);
