'use client';

import { useQuery } from '@tanstack/react-query';
import type { ActivityFilter, ActivityRow } from '#lib/domain/views/activity-view';
import { ACTIVITY_PAGE_SIZE } from '#lib/domain/views/activity-view';
import type { Page } from '#lib/domain/views/page';
import { isFiltering } from '../queries/address-filter.ts';
import { ListPages } from '../queries/list-pages.tsx';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { useAddressFilter } from '../queries/use-address-filter.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { parseActivityFilter } from './activity-filter.ts';
import { ActivityFilters } from './activity-filters.tsx';
import { activityListQuery } from './activity-queries.ts';
import { ActivityTable } from './activity-table.tsx';
import { ActivityTableSkeleton } from './activity-table-skeleton.tsx';

/** Every operation and every slot that became none, newest first. */
export const ActivityBoard = () => {
  const address = useAddressFilter<ActivityFilter>(parseActivityFilter);
  const { filter, before, change, clear, nextPage, previousPage } = address;
  const query = useQuery(activityListQuery(filter));
  const page = query.data;
  return (
    <>
      <PageHead title="Activity">
        <ActivityFilters filter={filter} rows={page?.rows ?? []} onChange={change} />
      </PageHead>
      <div aria-busy={query.isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
        <Card>
          <Body page={page} query={query} filtering={isFiltering(filter)} onClear={clear} />
        </Card>
      </div>
      {page && (
        <ListPages
          page={page}
          before={before}
          one="entry"
          many="entries"
          onPrevious={previousPage(page, ACTIVITY_PAGE_SIZE)}
          onNext={nextPage(page)}
        />
      )}
    </>
  );
};

type BodyProps = {
  page: Page<ActivityRow> | undefined;
  query: Parameters<typeof QueryTrouble>[0]['query'];
  filtering: boolean;
  onClear(): void;
};

const Body = ({ page, query, filtering, onClear }: BodyProps) => {
  if (!page) {
    return query.error ? (
      <div className="p-5">
        <QueryTrouble query={query} what="The activity" />
      </div>
    ) : (
      <ActivityTableSkeleton />
    );
  }
  if (page.rows.length > 0) return <ActivityTable rows={page.rows} />;
  return filtering ? (
    <EmptyState title="Nothing fits" action={<Button onClick={onClear}>Clear the filters</Button>}>
      No operation or slot is filtered like this.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing happened yet">
      Backups, restores, verifications, deletions and slots of schedules appear here while they run and stay
      when they are through.
    </EmptyState>
  );
};
