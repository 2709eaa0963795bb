'use client';

import { MAX_RETENTION_DAYS } from '#lib/domain/backup';
import type { FieldErrors } from '#lib/domain/errors';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { DAY_NAMES, hourName } from '#lib/domain/words/schedule';
import { RETENTION_RANGE, RetentionField } from '../backups/retention-field.tsx';
import { wholeDays } from '../queries/whole-days.ts';
import { ChipGroup } from '../ui/chip-group.tsx';
import { Combobox } from '../ui/combobox.tsx';
import { Field } from '../ui/field.tsx';
import { Note } from '../ui/note.tsx';
import { ApplyToTaken } from './apply-to-taken.tsx';
import { NextBackups } from './next-backups.tsx';
import { ALL_DAYS, ALL_HOURS } from './schedule-draft.ts';
import { TimeZoneField } from './time-zone-field.tsx';
import type { ScheduleEditing } from './use-schedule-draft.ts';

type ScheduleFieldsProps = { store: DataStoreDetail; editing: ScheduleEditing; errors: FieldErrors };

const POLICIES = [
  { value: 'enabled', name: 'Enabled' },
  { value: 'disabled', name: 'Disabled' },
];
const DAYS = DAY_NAMES.map((name, index) => ({ value: String(index + 1), name, label: name.slice(0, 3) }));
const HOURS = ALL_HOURS.map((hour) => ({ value: String(hour), name: hourName(hour) }));

export const ScheduleFields = ({ store, editing, errors }: ScheduleFieldsProps) => {
  const { draft, change } = editing;
  return (
    <>
      <Field label="Backup Policy" error={errors.enabled}>
        <Combobox
          options={POLICIES}
          value={draft.enabled ? 'enabled' : 'disabled'}
          onValue={(value) => change({ enabled: value === 'enabled' })}
        />
      </Field>
      {draft.enabled ? (
        <EnabledFields store={store} editing={editing} errors={errors} />
      ) : (
        <Note tone="info">
          No backup runs by itself. What was taken so far stays until its date.
          {!store.policy?.enabled &&
            ' To have some taken by themselves, choose Enabled above, then days and hours.'}
        </Note>
      )}
    </>
  );
};

const EnabledFields = ({ store, editing, errors }: ScheduleFieldsProps) => {
  const { draft, change } = editing;
  const everyDay = draft.days.length === ALL_DAYS.length;
  const everyHour = draft.hours.length === ALL_HOURS.length;
  return (
    <>
      <ChipGroup
        label="Days"
        chips={DAYS}
        chosen={draft.days.map(String)}
        onChosen={(days) => change({ days: days.map(Number) })}
        all={{
          name: 'Every Day',
          on: everyDay,
          onChange: (on) => change({ days: on ? [...ALL_DAYS] : [] }),
        }}
        error={draft.days.length === 0 ? errors.days : undefined}
      />
      <ChipGroup
        label="Hours"
        aside={<span className="pointer-coarse:hidden">drag to select several</span>}
        layout="grid"
        chips={HOURS}
        chosen={draft.hours.map(String)}
        onChosen={(hours) => change({ hours: hours.map(Number) })}
        all={{
          name: 'Every Hour',
          on: everyHour,
          onChange: (on) => change({ hours: on ? [...ALL_HOURS] : [] }),
        }}
        error={draft.hours.length === 0 ? errors.hours : undefined}
      />
      <TimeZoneField
        value={draft.timeZone}
        onValue={(timeZone) => change({ timeZone })}
        error={errors.timeZone}
      />
      <div className="flex flex-col gap-3">
        <RetentionField
          value={draft.retentionDays}
          onValue={(retentionDays) => change({ retentionDays })}
          error={
            wholeDays(draft.retentionDays, MAX_RETENTION_DAYS) === null
              ? (errors.retentionDays ?? RETENTION_RANGE)
              : undefined
          }
        />
        <ApplyToTaken dataStoreId={store.id} draft={draft} onChange={change} />
      </div>
      <NextBackups draft={draft} store={store} />
    </>
  );
};
