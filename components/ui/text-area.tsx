'use client';

import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field-context.tsx';
import { CONTROL_CLASSES } from './text-input.tsx';

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> & {
  value: string;
  onValue(value: string): void;
  mono?: boolean;
};

export const TextArea = ({ value, onValue, mono = false, className, ...rest }: TextAreaProps) => {
  const field = useFieldControl();
  return (
    <textarea
      rows={3}
      spellCheck={false}
      {...field}
      {...rest}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={classNames(
        CONTROL_CLASSES,
        'min-h-[76px] resize-y px-3 py-2 max-md:text-heading',
        mono && 'mono text-caption',
        className,
      )}
    />
  );
};
