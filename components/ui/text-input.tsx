'use client';

import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field-context.tsx';

/** Looks of everything that takes text or a choice. */
export const CONTROL_CLASSES = classNames(
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-text transition-[border-color] duration-100',
  'hover:border-control-line focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent',
  'aria-invalid:border-bad disabled:bg-sunken disabled:text-muted disabled:hover:border-line-strong',
);

type TextInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: string;
  onValue(value: string): void;
  mono?: boolean;
};

export const TextInput = ({ value, onValue, mono = false, className, ...rest }: TextInputProps) => {
  const field = useFieldControl();
  return (
    <input
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      {...field}
      {...rest}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={classNames(
        CONTROL_CLASSES,
        'h-[38px] px-3 max-md:text-heading',
        mono && 'mono max-md:tracking-tight',
        className,
      )}
    />
  );
};

/** A searchbox with its glass. `label` is its name and its placeholder. */
export const SearchInput = ({
  label,
  value,
  onValue,
  className,
  ...rest
}: Omit<TextInputProps, 'mono'> & { label: string }) => (
  <div className={classNames('relative', className)}>
    <Search
      aria-hidden
      className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
    />
    <input
      type="search"
      autoComplete="off"
      spellCheck={false}
      placeholder={label}
      {...rest}
      aria-label={label}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={classNames(CONTROL_CLASSES, 'h-[34px] pr-3 pl-9 max-md:text-heading')}
    />
  </div>
);
