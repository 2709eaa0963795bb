'use client';

import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

type CheckboxProps = {
  /** The accessible name, exactly. */
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChecked(checked: boolean): void;
  disabled?: boolean;
  strong?: boolean;
};

export const Checkbox = ({
  label,
  hint,
  checked,
  onChecked,
  disabled = false,
  strong = false,
}: CheckboxProps) => {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <span className="relative mt-px grid size-[18px] shrink-0 place-items-center">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChecked(event.target.checked)}
          {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
          className={classNames(
            'peer size-[18px] cursor-pointer appearance-none rounded-[5px] border border-control-line bg-surface transition-colors duration-100',
            'checked:border-accent checked:bg-accent hover:border-accent disabled:cursor-not-allowed disabled:opacity-50',
          )}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute hidden size-3 text-on-accent peer-checked:block"
        />
      </span>
      <div className="min-w-0">
        <label
          htmlFor={id}
          className={classNames('cursor-pointer', strong ? 'font-semibold' : 'font-normal')}
        >
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="text-small text-muted">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
};
