import { holdsFiles, type RetainedBackup } from '../backup.ts';
import { expiresAt, isExpired } from './expiry.ts';
import { replacedOnDemand } from './replaced-on-demand.ts';

/** How long a backup stays at least that is no longer kept forever though its time was over meanwhile, days. */
export const UNPINNED_DAYS = 7;

/**
 * The new end of a backup that is no longer kept forever; null where it goes on with the one that it has. Where its
 * date has passed or newer on-demand ones took its place, the next sweep would delete it before anybody has seen that.
 * `backups` are all of its store; `keepOnDemand` is null without a plan that is on: nothing replaces it then.
 */
export const unpinnedExpiry = (
  backup: RetainedBackup,
  backups: readonly RetainedBackup[],
  keepOnDemand: number | null,
  now: Date,
): Date | null => {
  if (!holdsFiles(backup.status)) return null;
  const isReplaced = () =>
    keepOnDemand !== null && replacedOnDemand(backups, keepOnDemand).some(({ id }) => id === backup.id);
  const isOver = backup.expiresAt === null ? isReplaced() : isExpired(backup.expiresAt, now);
  return isOver ? expiresAt(now, UNPINNED_DAYS) : null;
};
