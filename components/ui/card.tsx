import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export const Card = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div className={classNames('relative rounded-lg border border-line bg-surface shadow-card', className)}>
    {children}
  </div>
);

/** One figure of a row of figures. */
export const StatCard = ({ name, value, sub }: { name: string; value: ReactNode; sub?: ReactNode }) => (
  <Card className="flex min-w-0 flex-col px-4 py-3.5">
    <dt className="text-[12.5px] text-muted">{name}</dt>
    <dd className="flex min-w-0 flex-col">
      <span className="truncate text-title font-bold tracking-[-0.02em] tabular-nums">{value}</span>
      <span className="min-h-4 text-caption text-faint tabular-nums">{sub}</span>
    </dd>
  </Card>
);

/** The row of figures on top of a page. */
export const StatRow = ({ children }: { children: ReactNode }) => (
  <dl className="mb-[18px] grid grid-cols-2 gap-3.5 max-sm:gap-2.5 lg:grid-cols-4">{children}</dl>
);
