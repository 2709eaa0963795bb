'use client';

import { useQuery } from '@tanstack/react-query';
import { BACKUP_PAGE_SIZE, type BackupFilter } from '#lib/domain/views/backup-view';
import { isFiltering } from '../queries/address-filter.ts';
import { PagedBoard } from '../queries/paged-board.tsx';
import { useAddressFilter } from '../queries/use-address-filter.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { AccountFigures } from './backup-figures.tsx';
import { parseBackupFilter } from './backup-filter.ts';
import { BackupFilters } from './backup-filters.tsx';
import { BACKUP_LIST_WORDS, backupListQuery } from './backup-queries.ts';
import { BackupTable } from './backup-table.tsx';
import { BackupTableSkeleton } from './backup-table-skeleton.tsx';

/** Every backup of the account, of stores that are gone too. */
export const AccountBackups = () => {
  const address = useAddressFilter<BackupFilter>(parseBackupFilter);
  const { filter, change, clear } = address;
  const query = useQuery(backupListQuery(filter));
  return (
    <>
      <AccountFigures />
      <BackupFilters filter={filter} rows={query.data?.rows ?? []} onChange={change} />
      <PagedBoard
        query={query}
        address={address}
        size={BACKUP_PAGE_SIZE}
        words={filter.status ? { ...BACKUP_LIST_WORDS, paged: '' } : BACKUP_LIST_WORDS}
        skeleton={<BackupTableSkeleton />}
        empty={isFiltering(filter) ? <NoneFits onClear={clear} /> : <NoneYet />}
      >
        {(rows) => <BackupTable rows={rows} />}
      </PagedBoard>
    </>
  );
};

const NoneFits = ({ onClear }: { onClear(): void }) => (
  <EmptyState title="No backup fits" action={<Button onClick={onClear}>Clear the filters</Button>}>
    None of the backups is described or filtered like this.
  </EmptyState>
);

const NoneYet = () => (
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
