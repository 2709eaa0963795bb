import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Names at the left, values at the right. */
export const FactsList = ({ className, children }: { className?: string; children: ReactNode }) => (
  <dl className={classNames('grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-[9px]', className)}>
    {children}
  </dl>
);

export const Fact = ({
  name,
  mono = false,
  children,
}: {
  name: string;
  mono?: boolean;
  children: ReactNode;
}) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className={classNames('min-w-0 text-right tabular-nums wrap-anywhere', mono && 'mono')}>
      {children}
    </dd>
  </>
);
