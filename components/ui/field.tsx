'use client';

import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { FieldContext } from './field-context.tsx';

type FieldProps = {
  /** The control's accessible name, exactly. */
  label: string;
  /** Stands beside the label and is no part of the name. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
};

/** Label, one control, hint and error, wired by ids. */
export const Field = ({ label, aside, hint, error, className, children }: FieldProps) => {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : '';
  const control = {
    id,
    'aria-labelledby': `${id}-label`,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(error ? { 'aria-invalid': true as const } : {}),
  };
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label id={`${id}-label`} htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside && <span className="text-small text-muted">{aside}</span>}
      </div>
      <FieldContext value={control}>{children}</FieldContext>
      <FieldError id={`${id}-error`} error={error} />
      {hint && !error && (
        <div id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </div>
      )}
    </div>
  );
};

/** The message beside a field; nothing while there is none. */
export const FieldError = ({ id, error }: { id: string; error: string | undefined }) =>
  error ? (
    <p id={id} role="alert" className="text-small text-bad">
      {error}
    </p>
  ) : null;
