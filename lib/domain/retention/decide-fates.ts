import { FAILED_ROW_DAYS, isDeletable, isGoodBackup, type RetainedBackup } from '../backup.ts';
import type { BackupId, DataStoreId } from '../ids.ts';
import { expiresAt, isExpired } from './expiry.ts';

export type Fate =
  | { keep: 'pinned' | 'last-good' | 'within-retention' | 'in-use' | 'moving' | 'deletion-failed' }
  | { remove: 'expired' };

type Options = {
  /** Whether the data store is still there: the last good backup of a deleted one is not held back. */
  storeExists?: (id: DataStoreId) => boolean;
};

/**
 * What becomes of each backup now; those deleted already have no fate. May hold backups of several stores, but all
 * good ones of each: which one is the last good cannot be told from a part.
 */
export const decideFates = (
  backups: readonly RetainedBackup[],
  now: Date,
  { storeExists = () => true }: Options = {},
): Map<BackupId, Fate> => {
  const lastGood = lastGoodBackups(backups.filter((backup) => storeExists(backup.dataStoreId)));
  const fates = new Map<BackupId, Fate>();
  for (const backup of backups) {
    if (backup.status !== 'deleted') fates.set(backup.id, fateOf(backup, now, lastGood));
  }
  return fates;
};

const fateOf = (backup: RetainedBackup, now: Date, lastGood: ReadonlySet<BackupId>): Fate => {
  if (!isDeletable(backup.status)) return { keep: 'moving' };
  if (backup.pinned) return { keep: 'pinned' };
  if (!isExpired(dueAt(backup), now)) return { keep: 'within-retention' };
  if (lastGood.has(backup.id)) return { keep: 'last-good' };
  if (backup.inUse) return { keep: 'in-use' };
  const waits = backup.deletionWaitsUntil && backup.deletionWaitsUntil > now;
  return waits ? { keep: 'deletion-failed' } : { remove: 'expired' };
};

/** A failed or cancelled backup holds nothing: only its row stays, for a while, as the record of what happened. */
const dueAt = (backup: RetainedBackup): Date | null =>
  backup.status === 'failed' || backup.status === 'cancelled'
    ? expiresAt(backup.createdAt, FAILED_ROW_DAYS)
    : backup.expiresAt;

/**
 * The newest good backup of each store. Retention keeps it beyond its date: it is removed only after a newer good one
 * has come, so that a schedule that fails for months leaves what it last brought home.
 */
export const lastGoodBackups = (backups: readonly RetainedBackup[]): Set<BackupId> => {
  const newest = new Map<DataStoreId, RetainedBackup>();
  for (const backup of backups) {
    if (!isGoodBackup(backup)) continue;
    const known = newest.get(backup.dataStoreId);
    if (known === undefined || isNewer(backup, known)) newest.set(backup.dataStoreId, backup);
  }
  return new Set(Array.from(newest.values(), (backup) => backup.id));
};

// Taken in one millisecond, the id decides: two sweeps at once must agree on which one stays.
const isNewer = (one: RetainedBackup, other: RetainedBackup): boolean => {
  const difference = one.createdAt.getTime() - other.createdAt.getTime();
  return difference > 0 || (difference === 0 && one.id > other.id);
};
