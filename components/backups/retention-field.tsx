'use client';

import type { ReactNode } from 'react';
import { MAX_RETENTION_DAYS } from '#lib/domain/backup';
import { countWords } from '#lib/domain/words/figures';
import { Field } from '../ui/field.tsx';
import { NumberStepper } from '../ui/number-stepper.tsx';

type RetentionFieldProps = {
  value: string;
  onValue(value: string): void;
  hint?: ReactNode;
  error: string | undefined;
};

/** How many days a backup is kept. */
export const RetentionField = ({ value, onValue, hint, error }: RetentionFieldProps) => (
  <Field label="Retention" hint={hint} error={error}>
    <NumberStepper value={value} onValue={onValue} min={1} max={MAX_RETENTION_DAYS} unit="days" />
  </Field>
);

export const RETENTION_RANGE = `Whole days, 1 to ${countWords(MAX_RETENTION_DAYS)}.`;
