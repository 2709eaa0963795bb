import type { BackupRow } from '#lib/domain/views/backup-view';

/** What Amber itself called a backup: words, then a comma and the time. */
const NAMED_BY_AMBER = /^(.+), (\S+)$/;

/** A backup's description. The time in a description that Amber made goes below, and is never broken in two. */
export const BackupTitle = ({ backup }: { backup: Pick<BackupRow, 'description' | 'trigger'> }) => {
  const byAmber = backup.trigger === 'schedule' || backup.trigger === 'safety';
  const [, words, time] = (byAmber && NAMED_BY_AMBER.exec(backup.description)) || [];
  if (!words) return <span className="block font-semibold wrap-anywhere">{backup.description}</span>;
  return (
    <span className="block font-semibold wrap-anywhere">
      {words}
      <span className="sr-only">, </span>
      <span className="block text-caption font-normal text-faint tabular-nums">{time}</span>
    </span>
  );
};
