'use client';

import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** A square button that shows an icon only: `label` is its name. */
export const IconButton = ({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) => (
  <button
    type="button"
    {...rest}
    aria-label={label}
    className={classNames(
      'inline-grid size-8 shrink-0 place-items-center rounded-[8px] text-muted transition-colors duration-100',
      'hover:bg-idle-soft hover:text-text data-[state=open]:bg-idle-soft data-[state=open]:text-text',
      'disabled:opacity-50 [&_svg]:size-4',
      className,
    )}
  />
);
