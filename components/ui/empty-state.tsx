import type { ReactNode } from 'react';

/** What stands where nothing is yet: what it is, what to do. */
export const EmptyState = ({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="flex flex-col items-center gap-3 px-6 py-[72px] text-center">
    <p className="text-heading font-semibold">{title}</p>
    {children && <div className="max-w-[440px] text-pretty text-muted">{children}</div>}
    {action && <div className="mt-1 flex flex-wrap justify-center gap-2.5">{action}</div>}
  </div>
);
