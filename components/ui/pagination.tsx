'use client';

import type { ReactNode } from 'react';
import { Button } from './button.tsx';

type PaginationProps = {
  /** `1–50 of 1,284`. */
  summary: ReactNode;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
};

/** `null` where there is no such page. */
export const Pagination = ({ summary, onPrevious, onNext }: PaginationProps) => (
  <nav aria-label="Pages" className="mx-1 mt-3.5 flex flex-wrap items-center justify-between gap-3">
    <span className="text-faint tabular-nums">{summary}</span>
    <div className="flex gap-2.5">
      <Button size="s" disabled={!onPrevious} onClick={() => onPrevious?.()}>
        Previous
      </Button>
      <Button size="s" disabled={!onNext} onClick={() => onNext?.()}>
        Next
      </Button>
    </div>
  </nav>
);
