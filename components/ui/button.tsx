'use client';

import Link from 'next/link';
import type { ComponentProps, MouseEvent } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export type ButtonLook = {
  /** One `primary` or `danger` a view. */
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | 'quiet-danger';
  /** `m` 36 pixels high, `s` 30. */
  size?: 's' | 'm' | 'l';
};

const SIZES = {
  s: 'h-[30px] gap-1.5 px-2.5 text-small rounded-[8px]',
  m: 'h-9 gap-2 px-3.5 rounded-md',
  l: 'h-10 gap-2 px-4 rounded-md',
} as const;

const VARIANTS = {
  primary:
    'border-accent bg-accent text-on-accent not-disabled:not-aria-disabled:hover:bg-accent-hover not-disabled:not-aria-disabled:hover:border-accent-hover',
  secondary:
    'border-line-strong bg-surface text-text not-disabled:not-aria-disabled:hover:bg-sunken not-disabled:not-aria-disabled:hover:border-control-line',
  ghost: 'border-transparent bg-transparent text-text not-disabled:not-aria-disabled:hover:bg-idle-soft',
  'quiet-danger':
    'border-line-strong bg-surface text-bad not-disabled:not-aria-disabled:hover:bg-bad-soft not-disabled:not-aria-disabled:hover:border-bad',
  danger:
    'border-bad bg-bad text-on-bad not-disabled:not-aria-disabled:hover:bg-bad-hover not-disabled:not-aria-disabled:hover:border-bad-hover',
} as const;

const buttonClasses = ({ variant = 'secondary', size = 'm' }: ButtonLook, className?: string): string =>
  classNames(
    'inline-flex shrink-0 items-center justify-center border font-medium whitespace-nowrap no-underline select-none',
    'transition-[background-color,border-color,color] duration-100',
    'disabled:opacity-50 aria-disabled:opacity-60 [&_svg]:size-4',
    SIZES[size],
    VARIANTS[variant],
    className,
  );

type ButtonProps = ButtonLook &
  ComponentProps<'button'> & {
    /** Shows a spinner and takes no click, but keeps the focus. */
    busy?: boolean;
  };

export const Button = ({
  variant,
  size,
  busy = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) => {
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    // Also keeps a busy submit button from submitting again.
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { 'aria-disabled': true, 'aria-busy': true } : {})}
      onClick={click}
      className={buttonClasses({ variant, size }, className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
};

/** A link that looks like a button. For downloads give `download` (a plain anchor, no client navigation). */
export const ButtonLink = ({
  variant,
  size,
  className,
  href,
  download,
  ...rest
}: ButtonLook & ComponentProps<'a'> & { href: string }) =>
  download === undefined ? (
    <Link {...rest} href={href} className={buttonClasses({ variant, size }, className)} />
  ) : (
    <a {...rest} href={href} download={download} className={buttonClasses({ variant, size }, className)} />
  );
