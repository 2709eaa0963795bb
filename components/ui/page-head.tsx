import type { ReactNode } from 'react';

/** Title of a page with its count and its action. */
export const PageHead = ({
  title,
  count,
  children,
}: {
  title: string;
  /** `(5)` behind the title. */
  count?: string | number | undefined;
  children?: ReactNode;
}) => (
  <div className="mb-[18px] flex min-h-9 flex-wrap items-center justify-between gap-3">
    <h1 className="text-title font-bold tracking-[-0.02em]">
      {title}
      {count !== undefined && (
        <span className="text-heading font-normal tracking-normal text-faint tabular-nums"> ({count})</span>
      )}
    </h1>
    {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
  </div>
);
