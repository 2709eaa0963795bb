import { holdsFiles, isGoodBackup, type RetainedBackup } from '../backup.ts';

/** Made by `Back up now` under a plan: newer ones take its place. */
export const isOnDemand = ({ tiers }: Pick<RetainedBackup, 'tiers'>): boolean => tiers.includes('on-demand');

/**
 * The on-demand backups of a store in whose place newer ones have come: those with at least `keep` newer Available
 * on-demand ones. `arriving`: so many more become Available with this.
 */
export const replacedOnDemand = <Backup extends RetainedBackup>(
  backups: readonly Backup[],
  keep: number,
  arriving = 0,
): Backup[] => {
  const newestFirst = backups
    .filter((backup) => isOnDemand(backup) && holdsFiles(backup.status))
    .toSorted(newerFirst);
  let newer = arriving;
  const replaced: Backup[] = [];
  for (const backup of newestFirst) {
    if (newer >= keep) replaced.push(backup);
    if (isGoodBackup(backup)) newer += 1;
  }
  return replaced;
};

const newerFirst = (one: RetainedBackup, other: RetainedBackup): number =>
  other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1);
