import type { BackupId, DataStoreId } from '../ids.ts';

/** Stores that were deleted together with their backups, of which some are left. */
export type DiscardedStores = {
  insert(dataStoreId: DataStoreId): Promise<void>;
  /** Those with a backup that `lockBackups` would give, but for who has it locked. */
  withBackups(limit: number): Promise<DataStoreId[]>;
  /**
   * Locks some of its ended backups until the transaction ends. Passes over what others have locked, what a restore
   * reads, and what waits because its deletion failed.
   */
  lockBackups(dataStoreId: DataStoreId, limit: number): Promise<BackupId[]>;
  /** Forgets those whose last backup is deleted. */
  forgetEmptied(): Promise<void>;
};
