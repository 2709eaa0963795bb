'use client';

import { useQuery } from '@tanstack/react-query';
import { TIER_WORDS, TIERS } from '#lib/domain/backup';
import { isMoving } from '#lib/domain/operation';
import { BACKUP_PAGE_SIZE } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { neverCameUp } from '../data-stores/store-words.ts';
import { PagedBoard } from '../queries/paged-board.tsx';
import { useAddressFilter } from '../queries/use-address-filter.ts';
import { WordFilter } from '../queries/word-filter.tsx';
import { RetentionCard } from '../schedules/retention-card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { BackUpNow } from './back-up-now.tsx';
import { parseBackupFilter } from './backup-filter.ts';
import { BACKUP_LIST_WORDS, backupListQuery } from './backup-queries.ts';
import { StoreBackupItem } from './store-backup-item.tsx';
import { StoreBackupSkeleton } from './store-backup-skeleton.tsx';
import { UnmetSlots } from './unmet-slots.tsx';

const TIER_CHOICES = TIERS.map((tier) => ({ value: tier, name: TIER_WORDS[tier] }));

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
  const address = useAddressFilter(parseBackupFilter);
  const query = useQuery(backupListQuery({ ...address.filter, dataStore: dataStoreId }));
  const moving = query.data?.rows.some(({ status }) => isMoving(status)) ?? false;
  const store = useQuery(dataStoreQuery(dataStoreId)).data;
  const policy = store?.policy;
  const plan = policy?.enabled && policy.kind === 'plan' ? policy : null;
  const mayStart = useMay('start-backup') && !(store && neverCameUp(store));
  return (
    <div className="min-w-0">
      <PagedBoard
        query={query}
        address={address}
        size={BACKUP_PAGE_SIZE}
        words={BACKUP_LIST_WORDS}
        head={
          <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-[18px] py-3.5">
            <h2 className="text-heading font-bold">Available backups</h2>
            <div className="flex flex-wrap items-center gap-2">
              {(plan || address.filter.tier || query.data?.rows.some(({ tiers }) => tiers.length > 0)) && (
                <WordFilter
                  label="Tier"
                  all="All tiers"
                  options={TIER_CHOICES}
                  value={address.filter.tier}
                  onValue={(tier) => address.change({ tier })}
                />
              )}
              {mayStart && (
                <BackUpNow
                  dataStoreId={dataStoreId}
                  onDemandKept={plan?.keep.onDemand ?? null}
                  moving={moving}
                />
              )}
            </div>
          </div>
        }
        skeleton={<StoreBackupSkeleton rows={4} />}
        empty={
          <EmptyState title={address.filter.tier ? 'None of this tier' : 'No backups yet'}>
            {mayStart
              ? 'Press Back up now, or give the store a schedule: then they are taken by themselves.'
              : 'None was taken of this store so far.'}
          </EmptyState>
        }
      >
        {(rows) => (
          <ul aria-label="Available backups">
            {rows.map((backup) => (
              <StoreBackupItem key={backup.id} backup={backup} />
            ))}
          </ul>
        )}
      </PagedBoard>
    </div>
  );
};
