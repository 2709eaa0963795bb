import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';

/** One of the boxes below an opened backup. */
export const DetailBox = ({
  title,
  className,
  children,
}: {
  title: string;
  className?: string;
  children: ReactNode;
}) => (
  // no landmark: several backups may be opened, each with boxes of the same names
  <section
    className={classNames(
      'flex min-w-0 flex-col gap-2 rounded-pop border border-line bg-sunken p-3.5',
      className,
    )}
  >
    <h3 className="font-semibold">{title}</h3>
    {children}
  </section>
);
