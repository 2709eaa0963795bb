import type { ReactNode } from 'react';
import { BrandMark } from '../shell/brand-mark.tsx';
import { Card } from '../ui/card.tsx';

/** The card of the pages before the console. */
export const DoorCard = ({ title, sub, children }: { title: string; sub?: string; children: ReactNode }) => (
  <Card className="flex w-full max-w-[400px] flex-col gap-[18px] p-8 max-sm:p-6">
    <div className="flex flex-col items-center gap-2.5 text-center">
      <BrandMark className="h-10 w-[34px]" />
      <h1 className="text-title font-bold tracking-[-0.02em]">{title}</h1>
      {sub && <p className="text-pretty text-muted">{sub}</p>}
    </div>
    {children}
  </Card>
);
