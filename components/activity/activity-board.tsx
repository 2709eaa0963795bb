'use client';

import { useQuery } from '@tanstack/react-query';
import { ACTIVITY_PAGE_SIZE, type ActivityFilter } from '#lib/domain/views/activity-view';
import { isFiltering } from '../queries/address-filter.ts';
import { PagedBoard } from '../queries/paged-board.tsx';
import { useAddressFilter } from '../queries/use-address-filter.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { parseActivityFilter } from './activity-filter.ts';
import { ActivityFilters } from './activity-filters.tsx';
import { activityListQuery } from './activity-queries.ts';
import { ActivityTable } from './activity-table.tsx';
import { ActivityTableSkeleton } from './activity-table-skeleton.tsx';

const WORDS = { what: 'The activity', one: 'entry', many: 'entries' };

/** Every operation and every slot that became none, newest first. */
export const ActivityBoard = () => {
  const address = useAddressFilter<ActivityFilter>(parseActivityFilter);
  const { filter, change, clear } = address;
  const query = useQuery(activityListQuery(filter));
  return (
    <>
      <PageHead title="Activity">
        <ActivityFilters filter={filter} rows={query.data?.rows ?? []} onChange={change} />
      </PageHead>
      <PagedBoard
        query={query}
        address={address}
        size={ACTIVITY_PAGE_SIZE}
        words={WORDS}
        skeleton={<ActivityTableSkeleton />}
        empty={isFiltering(filter) ? <NothingFits onClear={clear} /> : <NothingYet />}
      >
        {(rows) => <ActivityTable rows={rows} />}
      </PagedBoard>
    </>
  );
};

const NothingFits = ({ onClear }: { onClear(): void }) => (
  <EmptyState title="Nothing fits" action={<Button onClick={onClear}>Clear the filters</Button>}>
    No operation or slot is filtered like this.
  </EmptyState>
);

const NothingYet = () => (
  <EmptyState title="Nothing happened yet">
    Backups, restores, verifications, deletions and slots of schedules appear here while they run and stay
    when they are through.
  </EmptyState>
);
