'use client';

import { MAX_RETENTION_DAYS } from '#lib/domain/backup';
import type { FieldErrors } from '#lib/domain/errors';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { RETENTION_RANGE, RetentionField } from '../backups/retention-field.tsx';
import { wholeDays } from '../queries/whole-days.ts';
import { Combobox } from '../ui/combobox.tsx';
import { Field } from '../ui/field.tsx';
import { Note } from '../ui/note.tsx';
import { ApplyToTaken } from './apply-to-taken.tsx';
import { GridFields } from './grid-fields.tsx';
import { NextBackups } from './next-backups.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { PlanCounts, PlanTimes } from './plan-fields.tsx';
import { TimeZoneField } from './time-zone-field.tsx';
import type { ScheduleEditing } from './use-schedule-draft.ts';

type ScheduleFieldsProps = { store: DataStoreDetail; editing: ScheduleEditing; errors: FieldErrors };

const POLICIES = [
  { value: 'enabled', name: 'Enabled' },
  { value: 'disabled', name: 'Disabled' },
];
const KINDS = [
  { value: 'grid', name: 'Grid' },
  { value: 'plan', name: 'Plan' },
];

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
            ' To have some taken by themselves, choose Enabled above, then days and hours or a plan.'}
        </Note>
      )}
    </>
  );
};

const EnabledFields = ({ store, editing, errors }: ScheduleFieldsProps) => {
  const { draft, change } = editing;
  const plan = { plan: draft.plan, onChange: (plan: PlanDraft) => change({ plan }), errors };
  return (
    <>
      <Field
        label="Kind"
        hint={
          draft.kind === 'plan'
            ? 'Daily, weekly and monthly backups, each kept for its own time.'
            : 'Chosen hours of chosen days, all kept for the same time.'
        }
        error={errors.kind}
      >
        <Combobox
          options={KINDS}
          value={draft.kind}
          onValue={(kind) => change({ kind: kind === 'plan' ? 'plan' : 'grid' })}
        />
      </Field>
      {draft.kind === 'plan' ? (
        <PlanTimes {...plan} />
      ) : (
        <GridFields draft={draft} onChange={change} errors={errors} />
      )}
      <TimeZoneField
        value={draft.timeZone}
        onValue={(timeZone) => change({ timeZone })}
        error={errors.timeZone}
      />
      <div className="flex flex-col gap-3">
        {draft.kind === 'plan' ? (
          <PlanCounts {...plan} />
        ) : (
          <RetentionField
            value={draft.retentionDays}
            onValue={(retentionDays) => change({ retentionDays })}
            error={
              wholeDays(draft.retentionDays, MAX_RETENTION_DAYS) === null
                ? (errors.retentionDays ?? RETENTION_RANGE)
                : undefined
            }
          />
        )}
        <ApplyToTaken dataStoreId={store.id} draft={draft} onChange={change} />
      </div>
      <NextBackups draft={draft} store={store} />
    </>
  );
};
