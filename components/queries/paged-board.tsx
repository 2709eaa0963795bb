'use client';

import type { ReactNode } from 'react';
import type { Page } from '#lib/domain/views/page';
import { Card } from '../ui/card.tsx';
import { ListPages } from './list-pages.tsx';
import { QueryTrouble } from './query-trouble.tsx';
import type { AddressFilter } from './use-address-filter.ts';

type PagedBoardProps<Line> = {
  query: Parameters<typeof QueryTrouble>[0]['query'] & {
    data: Page<Line> | undefined;
    isPlaceholderData: boolean;
  };
  /** The filter's page and the way to the others. */
  address: Pick<AddressFilter, 'before' | 'nextPage' | 'previousPage'>;
  /** Rows of a full page. */
  size: number;
  /** What could not be loaded, and what a row is and several are: `The backups`, `backup`, `backups`. */
  words: {
    what: string;
    one: string;
    many: string;
    count?(page: Page<NoInfer<Line>>): string | null;
    paged?: string;
  };
  /** Stands above the rows in the same card. */
  head?: ReactNode;
  skeleton: ReactNode;
  /** Instead of rows where there are none. */
  empty: ReactNode;
  children(rows: readonly Line[]): ReactNode;
};

/** A paged list in its card: rows, or why there are none, and the way to the other pages. */
export const PagedBoard = <Line,>(props: PagedBoardProps<Line>) => {
  const { query, address, size, words, head, skeleton, empty, children } = props;
  const page = query.data;
  return (
    <>
      <div aria-busy={query.isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
        <Card className="overflow-x-auto">
          {head}
          {page && page.rows.length > 0 && children(page.rows)}
          {page?.rows.length === 0 && empty}
          {!page && query.error && (
            <div className="p-5">
              <QueryTrouble query={query} what={words.what} />
            </div>
          )}
          {!page && !query.error && skeleton}
        </Card>
      </div>
      {page && (
        <ListPages
          page={page}
          before={address.before}
          one={words.one}
          many={words.many}
          count={words.count?.(page) ?? null}
          paged={words.paged}
          onPrevious={address.previousPage(page, size)}
          onNext={address.nextPage(page)}
        />
      )}
    </>
  );
};
