'use client';

import { useQuery } from '@tanstack/react-query';
import { BACKUP_PAGE_SIZE, type BackupRow } from '#lib/domain/views/backup-view';
import type { Page } from '#lib/domain/views/page';
import { useMay } from '../account/session-context.tsx';
import { dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { ListPages } from '../queries/list-pages.tsx';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { useAddressFilter } from '../queries/use-address-filter.ts';
import { RetentionCard } from '../schedules/retention-card.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { BackUpNow } from './back-up-now.tsx';
import { parseBackupFilter } from './backup-filter.ts';
import { backupListQuery } from './backup-queries.ts';
import { StoreBackupItem } from './store-backup-item.tsx';
import { StoreBackupSkeleton } from './store-backup-skeleton.tsx';
import { UnmetSlots } from './unmet-slots.tsx';

/** The `Backups` tab of a store: its schedule and what that missed, and every backup there is of it. */
export const StoreBackups = ({ dataStoreId }: { dataStoreId: string }) => {
  const store = useQuery(dataStoreQuery(dataStoreId)).data;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[320px_minmax(0,1fr)]">
      {/* On a phone: the schedule in short, the backups, then what the schedule missed. */}
      <div className="flex min-w-0 flex-col gap-6 max-lg:contents">
        <RetentionCard dataStoreId={dataStoreId} store={store} />
        <UnmetSlots dataStoreId={dataStoreId} />
      </div>
      <AvailableBackups dataStoreId={dataStoreId} />
    </div>
  );
};

const AvailableBackups = ({ dataStoreId }: { dataStoreId: string }) => {
  const { filter, before, nextPage, previousPage } = useAddressFilter(parseBackupFilter);
  const query = useQuery(backupListQuery({ ...filter, dataStore: dataStoreId }));
  const page = query.data;
  const moving = page?.rows.some(({ status }) => status === 'pending' || status === 'running') ?? false;
  return (
    <div className="min-w-0">
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-[18px] py-3.5">
          <h2 className="text-heading font-bold">Available backups</h2>
          {useMay('start-backup') && <BackUpNow dataStoreId={dataStoreId} moving={moving} />}
        </div>
        <BackupList page={page} query={query} />
      </Card>
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
    </div>
  );
};

type BackupListProps = {
  page: Page<BackupRow> | undefined;
  query: Parameters<typeof QueryTrouble>[0]['query'] & { isPlaceholderData: boolean };
};

const BackupList = ({ page, query }: BackupListProps) => {
  const mayStart = useMay('start-backup');
  if (!page) {
    return query.error ? (
      <div className="p-[18px]">
        <QueryTrouble query={query} what="The backups" />
      </div>
    ) : (
      <StoreBackupSkeleton rows={4} />
    );
  }
  if (page.rows.length === 0) {
    return (
      <EmptyState title="No backups yet">
        {mayStart
          ? 'Press Back up now, or give the store a schedule: then they are taken by themselves.'
          : 'None was taken of this store so far.'}
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Available backups" aria-busy={query.isPlaceholderData} className="aria-busy:opacity-60">
      {page.rows.map((backup) => (
        <StoreBackupItem key={backup.id} backup={backup} />
      ))}
    </ul>
  );
};
