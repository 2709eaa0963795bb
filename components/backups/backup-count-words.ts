import { BACKUP_STATUS_WORDS, type BackupStatus } from '#lib/domain/backup';
import type { BackupPage } from '#lib/domain/views/backup-view';
import { countOf, countWords } from '#lib/domain/words/figures';

type Counted = Pick<BackupPage, 'next' | 'previous'> & { rows: readonly { status: BackupStatus }[] };

/**
 * `3 available backups, and 1 cancelled`: what a list shows, so that it agrees with the figures beside it, which count
 * what is available. Null where the list has more pages: nobody knows then what the others hold.
 */
export const backupCountWords = ({ rows, next, previous }: Counted): string | null => {
  if (next || previous) return null;
  const counts = new Map<BackupStatus, number>();
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  const available = counts.get('available') ?? 0;
  counts.delete('available');
  const others = [...counts].map(
    ([status, count]) => `${countWords(count)} ${BACKUP_STATUS_WORDS[status].toLowerCase()}`,
  );
  if (others.length === 0) return countOf(available, 'available backup');
  const rest = others.join(', ');
  return available === 0
    ? `No available backup, ${rest}`
    : `${countOf(available, 'available backup')}, and ${rest}`;
};
