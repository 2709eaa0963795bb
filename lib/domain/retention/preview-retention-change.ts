import { holdsFiles, type RetainedBackup } from '../backup.ts';
import { decideFates } from './decide-fates.ts';
import { expiresAt } from './expiry.ts';

export type RetentionChange<Backup extends RetainedBackup> = {
  /** Those that get a new date. */
  taken: Backup[];
  /** Those among them that the next sweep would remove, and would not without the change. */
  removed: Backup[];
};

/**
 * What another retention would do to the backups of a store that its schedule took. Those taken by hand have a
 * retention of their own, pinned ones no end. `backups` are all of the store.
 */
export const previewRetentionChange = <Backup extends RetainedBackup>(
  backups: readonly Backup[],
  retentionDays: number,
  now: Date,
): RetentionChange<Backup> => {
  const taken = backups.filter(takesPolicy);
  const changed = backups.map((backup) =>
    takesPolicy(backup) ? { ...backup, expiresAt: expiresAt(backup.createdAt, retentionDays) } : backup,
  );
  const before = decideFates(backups, now);
  const after = decideFates(changed, now);
  const goes = (fates: typeof after, backup: Backup): boolean => 'remove' in (fates.get(backup.id) ?? {});
  return { taken, removed: taken.filter((backup) => goes(after, backup) && !goes(before, backup)) };
};

const takesPolicy = (backup: RetainedBackup): boolean =>
  backup.trigger === 'schedule' && !backup.pinned && holdsFiles(backup.status);
