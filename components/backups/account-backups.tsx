'use client';

import { useQuery } from '@tanstack/react-query';
import { BACKUP_PAGE_SIZE, type BackupFilter, type BackupRow } from '#lib/domain/views/backup-view';
import type { Page } from '#lib/domain/views/page';
import { isFiltering } from '../queries/address-filter.ts';
import { ListPages } from '../queries/list-pages.tsx';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { useAddressFilter } from '../queries/use-address-filter.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { parseBackupFilter } from './backup-filter.ts';
import { BackupFilters } from './backup-filters.tsx';
import { backupListQuery } from './backup-queries.ts';
import { BackupTable } from './backup-table.tsx';
import { BackupTableSkeleton } from './backup-table-skeleton.tsx';

/** Every backup of the account, of stores that are gone too. */
export const AccountBackups = () => {
  const address = useAddressFilter<BackupFilter>(parseBackupFilter);
  const { filter, before, change, clear, nextPage, previousPage } = address;
  const query = useQuery(backupListQuery(filter));
  const page = query.data;
  return (
    <>
      <BackupFilters filter={filter} rows={page?.rows ?? []} onChange={change} />
      <div aria-busy={query.isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
        <Card>
          <Body page={page} query={query} filtering={isFiltering(filter)} onClear={clear} />
        </Card>
      </div>
      {page && (
        <ListPages
          page={page}
          before={before}
          one="backup"
          many="backups"
          onPrevious={previousPage(page, BACKUP_PAGE_SIZE)}
          onNext={nextPage(page)}
        />
      )}
    </>
  );
};

type BodyProps = {
  page: Page<BackupRow> | undefined;
  query: Parameters<typeof QueryTrouble>[0]['query'];
  filtering: boolean;
  onClear(): void;
};

const Body = ({ page, query, filtering, onClear }: BodyProps) => {
  if (!page) {
    return query.error ? (
      <div className="p-5">
        <QueryTrouble query={query} what="The backups" />
      </div>
    ) : (
      <BackupTableSkeleton />
    );
  }
  if (page.rows.length > 0) return <BackupTable rows={page.rows} />;
  return filtering ? (
    <EmptyState title="No backup fits" action={<Button onClick={onClear}>Clear the filters</Button>}>
      None of the backups is described or filtered like this.
    </EmptyState>
  ) : (
    <EmptyState
      title="No backups yet"
      action={
        <ButtonLink variant="primary" href="/data-stores">
          Go to the data stores
        </ButtonLink>
      }
    >
      Open the menu of a data store to take a backup by hand or to give it a schedule. Every backup appears
      here.
    </EmptyState>
  );
};
