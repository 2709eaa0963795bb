'use client';

import { BACKUP_STATUS_WORDS, MADE_TRIGGERS, TRIGGER_WORDS } from '#lib/domain/backup';
import type { BackupFilter, BackupRow } from '#lib/domain/views/backup-view';
import { DataStoreFilter } from '../data-stores/data-store-filter.tsx';
import { SearchFilter } from '../queries/search-filter.tsx';
import { WordFilter } from '../queries/word-filter.tsx';
import { LISTED_STATUSES, MAX_SEARCH } from './backup-filter.ts';

type BackupFiltersProps = {
  filter: BackupFilter;
  /** What is shown now: names a chosen store before the stores are loaded. */
  rows: readonly BackupRow[];
  onChange(change: Partial<Omit<BackupFilter, 'cursor'>>, how?: 'push' | 'replace'): void;
};

const STATUSES = LISTED_STATUSES.map((status) => ({ value: status, name: BACKUP_STATUS_WORDS[status] }));
const TRIGGERS = MADE_TRIGGERS.map((trigger) => ({ value: trigger, name: TRIGGER_WORDS[trigger] }));

/** Search and the three filters above the table. */
export const BackupFilters = ({ filter, rows, onChange }: BackupFiltersProps) => (
  <div className="mb-3 flex flex-wrap items-center gap-2">
    <SearchFilter
      label="Search backups"
      maxLength={MAX_SEARCH}
      value={filter.search ?? ''}
      onValue={(search) => onChange({ search }, 'replace')}
    />
    <DataStoreFilter
      value={filter.dataStore ?? null}
      knownName={rows.find((row) => row.dataStoreId === filter.dataStore)?.dataStoreName}
      onValue={(dataStore) => onChange({ dataStore })}
    />
    <WordFilter
      label="Status"
      all="All statuses"
      options={STATUSES}
      value={filter.status}
      onValue={(status) => onChange({ status })}
    />
    <WordFilter
      label="Trigger"
      all="All triggers"
      options={TRIGGERS}
      value={filter.trigger}
      onValue={(trigger) => onChange({ trigger })}
    />
  </div>
);
