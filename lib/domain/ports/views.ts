import type { BackupSearch } from '../backup-search.ts';
import type { BackupId, DataStoreId, OperationId } from '../ids.ts';
import type { NextBackup } from '../next-round-space.ts';
import type { HistorySpan, ReadHistory } from '../store-history.ts';
import type { ActivityFilter, ActivityRow, OperationLogLine } from '../views/activity-view.ts';
import type { BackupFigures } from '../views/backup-figures-view.ts';
import type {
  BackupFilter,
  BackupOptionGroup,
  BackupPage,
  BackupRow,
  TargetOption,
} from '../views/backup-view.ts';
import type { DataStoreDetail, DataStoreRow } from '../views/data-store-view.ts';
import type { Page } from '../views/page.ts';

/** A store's page without what an engine or the storage has to say. */
export type StoredDetail = Omit<DataStoreDetail, 'methods' | 'backupRefusal' | 'storage'>;

/** What the pages read, as plain views. */
export type Views = {
  dataStores(): Promise<DataStoreRow[]>;
  dataStore(id: DataStoreId): Promise<StoredDetail | null>;
  storeHistory(id: DataStoreId, span: HistorySpan): Promise<ReadHistory>;
  backups(filter: BackupFilter): Promise<BackupPage>;
  backupFigures(): Promise<BackupFigures>;
  backup(id: BackupId): Promise<BackupRow | null>;
  /** Available backups for a target: its own first, then those of other stores of the same engine. */
  backupOptions(target: DataStoreId, search: BackupSearch): Promise<BackupOptionGroup[]>;
  /** Stores that a backup may be restored into: of the same engine. */
  targets(backup: BackupId): Promise<TargetOption[]>;
  activity(filter: ActivityFilter): Promise<Page<ActivityRow>>;
  operation(id: OperationId): Promise<ActivityRow | null>;
  operationLog(id: OperationId): Promise<OperationLogLine[]>;
  /** The stores that will be backed up again, with what tells how large those backups will be. */
  nextRound(): Promise<NextBackup[]>;
};
