import { holdsFiles, type RetainedBackup } from '../backup.ts';
import type { BackupId } from '../ids.ts';
import { decideFates } from './decide-fates.ts';
import { expiryOf, type KeptFor } from './expiry.ts';
import { isOnDemand, replacedOnDemand } from './replaced-on-demand.ts';
import { type TierTerms, tierSpanSeconds } from './tier-span.ts';

/** What a policy says of how long backups are kept. */
export type Retention = { kind: 'grid'; retentionDays: number } | ({ kind: 'plan' } & TierTerms);

/** A backup's new end. */
export type NewExpiry = KeptFor & { id: BackupId; expiresAt: Date | null };

export type RetentionChange<Backup extends RetainedBackup> = {
  /** Those that get a new end. */
  taken: Backup[];
  expiries: NewExpiry[];
  /** Those among them that the next sweep would remove, and would not without the change. */
  removed: Backup[];
};

/**
 * What another retention would do to the backups of a store that its schedule took, and to its on-demand ones. Those
 * taken with a retention of their own keep it, pinned ones have no end. `backups` are all of the store.
 */
export const previewRetentionChange = <Backup extends RetainedBackup>(
  backups: readonly Backup[],
  retention: Retention,
  now: Date,
): RetentionChange<Backup> => {
  const keptFor = retention.kind === 'grid' ? byDays(retention.retentionDays) : byPlan(backups, retention);
  const expiries = new Map<BackupId, NewExpiry>();
  for (const backup of backups) {
    const kept = takesPolicy(backup) ? keptFor(backup) : null;
    if (kept) expiries.set(backup.id, newExpiry(backup, kept, now));
  }
  const changed = backups.map((backup) => {
    const expiry = expiries.get(backup.id);
    return expiry ? { ...backup, expiresAt: expiry.expiresAt } : backup;
  });
  const before = decideFates(backups, now);
  const after = decideFates(changed, now);
  const goes = (fates: typeof after, backup: Backup): boolean => 'remove' in (fates.get(backup.id) ?? {});
  const taken = backups.filter(({ id }) => expiries.has(id));
  return {
    taken,
    expiries: [...expiries.values()],
    removed: taken.filter((backup) => goes(after, backup) && !goes(before, backup)),
  };
};

const takesPolicy = (backup: RetainedBackup): boolean =>
  (backup.trigger === 'schedule' || isOnDemand(backup)) && !backup.pinned && holdsFiles(backup.status);

type Kept = KeptFor & { replaced?: boolean };

const newExpiry = (backup: RetainedBackup, { replaced, ...kept }: Kept, now: Date): NewExpiry => ({
  id: backup.id,
  ...kept,
  expiresAt: replaced ? now : expiryOf(kept, backup.createdAt),
});

const byDays = (retentionDays: number) => (): Kept => ({ retentionDays, retentionSeconds: null });

/** What days and hours took before belongs to no tier: it keeps its date. */
const byPlan = (backups: readonly RetainedBackup[], terms: TierTerms) => {
  const replaced = new Set(replacedOnDemand(backups, terms.keep.onDemand).map(({ id }) => id));
  return (backup: RetainedBackup): Kept | null => {
    if (isOnDemand(backup))
      return { retentionDays: null, retentionSeconds: null, replaced: replaced.has(backup.id) };
    if (backup.slotAt === null || backup.tiers.length === 0) return null;
    return { retentionDays: null, retentionSeconds: tierSpanSeconds(backup.tiers, backup.slotAt, terms) };
  };
};
