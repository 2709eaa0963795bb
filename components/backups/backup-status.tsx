import { BACKUP_STATUS_WORDS } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { percentDone } from '../activity/progress-words.ts';
import { Pill } from '../ui/pill.tsx';
import { BACKUP_TONES } from './backup-words.ts';

/** `Available`, `Running 62 %`. */
export const BackupStatusPill = ({ backup }: { backup: Pick<BackupRow, 'status' | 'progress'> }) => {
  const percent = backup.status === 'running' && backup.progress ? percentDone(backup.progress) : null;
  return (
    <Pill tone={BACKUP_TONES[backup.status]}>
      {BACKUP_STATUS_WORDS[backup.status]}
      {percent !== null && ` ${percent} %`}
    </Pill>
  );
};
