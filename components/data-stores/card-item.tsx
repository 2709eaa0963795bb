import type { ReactNode } from 'react';

/** A name over its value, in the grid of a card. */
export const CardItem = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-[12.5px] text-muted">{name}</dt>
    <dd className="mt-0.5 tabular-nums wrap-anywhere">{children}</dd>
  </div>
);
