import { isGoodBackup } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';

type Deleted = Pick<BackupRow, 'id' | 'status' | 'trigger' | 'pinned' | 'dataStoreName'>;

/** What a person should know before a backup goes. */
export type DeletionWarning = { tone: 'warn' | 'bad'; title: string; text: string };

/**
 * What one is left with without the backup. A good one is what retention means by it: safety and damaged ones are none.
 * @param available the store's Available backups, this one among them or not; null while they are not known
 */
export const deletionWarning = (
  backup: Deleted,
  available: readonly Pick<BackupRow, 'id' | 'status' | 'trigger'>[] | null,
): DeletionWarning | null => lossOf(backup, available) ?? (backup.pinned ? PINNED : null);

const PINNED: DeletionWarning = {
  tone: 'warn',
  title: 'It is kept forever.',
  text: 'Somebody wanted it to stay whatever the retention says.',
};

const lossOf = (
  backup: Deleted,
  available: Parameters<typeof deletionWarning>[1],
): DeletionWarning | null => {
  if (available === null || backup.status !== 'available') return null;
  const left = available.filter(({ id }) => id !== backup.id);
  if (left.some(isGoodBackup)) return null;
  const { dataStoreName } = backup;
  if (left.length === 0) {
    return {
      tone: 'bad',
      title: `This is the only backup of ${dataStoreName}.`,
      text: 'Without it there is nothing left to restore from. Take a new one first if you can.',
    };
  }
  const safeties = left.length === 1 ? 'one safety backup is left' : `${left.length} safety backups are left`;
  return isGoodBackup(backup)
    ? {
        tone: 'bad',
        title: `This is the last good backup of ${dataStoreName}.`,
        text: `Without it only ${safeties}: what a restore replaced, kept for a few days. Take a new one first if you can.`,
      }
    : {
        tone: 'warn',
        title: `There is no good backup of ${dataStoreName}.`,
        text: `Without this one only ${safeties}. Take a new backup first if you can.`,
      };
};
