'use client';

import { SAFETY_RETENTION_DAYS } from '#lib/domain/backup';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { TextInput } from '../ui/text-input.tsx';

type SafetyBackupFieldProps = {
  storeName: string;
  on: boolean;
  onChange(on: boolean): void;
  confirmation: string;
  onConfirmation(text: string): void;
  error: string | undefined;
};

/** The way back if it was the wrong backup; without it the store's name must be typed. */
export const SafetyBackupField = (props: SafetyBackupFieldProps) => {
  const { storeName, on, onChange, confirmation, onConfirmation, error } = props;
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        strong
        label="Take a safety backup first"
        hint={
          on
            ? `One click on the store's page or in Activity brings the present data back. Kept for ${SAFETY_RETENTION_DAYS} days.`
            : 'Without it, what is in the store now is gone for good.'
        }
        checked={on}
        onChecked={onChange}
      />
      {!on && (
        <Field label={`Type ${storeName} to confirm`} error={error}>
          <TextInput value={confirmation} onValue={onConfirmation} />
        </Field>
      )}
    </div>
  );
};
