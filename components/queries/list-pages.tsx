'use client';

import { countOf } from '#lib/domain/words/figures';
import { Pagination } from '../ui/pagination.tsx';
import { pageWords } from './page-words.ts';

type ListPagesProps = {
  page: {
    rows: readonly unknown[];
    next: string | null;
    previous: string | null;
    total: number | null;
    countedTo?: number;
  };
  /** Rows on the pages before. */
  before: number;
  /** What a row is, and what several are: `backup`, `backups`. */
  one: string;
  many: string;
  /** Instead of the plain count of a list with one page. */
  count?: string | null;
  /** Follows which rows of how many: `, of every status`. */
  paged?: string | undefined;
  onPrevious(): void;
  onNext(): void;
};

/** What stands below a list: which rows of how many, and the way to the others where there are others. */
export const ListPages = ({
  page,
  before,
  one,
  many,
  count,
  paged = '',
  onPrevious,
  onNext,
}: ListPagesProps) => {
  if (page.rows.length === 0 && !page.previous) return null;
  if (!page.next && !page.previous) {
    return (
      <p className="mx-1 mt-3.5 text-faint tabular-nums">
        {count ?? countOf(page.total ?? page.rows.length, one, many)}
      </p>
    );
  }
  return (
    <Pagination
      summary={
        pageWords({ before, rows: page.rows.length, total: page.total, countedTo: page.countedTo }) + paged
      }
      onPrevious={page.previous ? onPrevious : null}
      onNext={page.next ? onNext : null}
    />
  );
};
