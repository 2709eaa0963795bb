import { Pin } from 'lucide-react';
import { BACKUP_STATUS_WORDS } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { countedWords } from '#lib/domain/words/holdings';
import { percentDone, progressWords } from '../activity/progress-words.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { VerificationLine } from './verification-line.tsx';

/** The middle of a backup's line: what is in it, how far it is, or why it is not there. */
export const BackupSummary = ({ backup }: { backup: BackupRow }) => {
  switch (backup.status) {
    case 'pending':
    case 'running':
      return <Moving backup={backup} />;
    case 'available':
      return backup.operationId ? <Moving backup={backup} /> : <Available backup={backup} />;
    case 'deleting':
    case 'deleted':
      return <span className="text-muted">Its files are being removed</span>;
    case 'cancelled':
      return <span className="text-muted">{withReason(backup)}</span>;
    case 'failed':
    case 'damaged':
      return <span className="line-clamp-2 text-bad wrap-anywhere">{withReason(backup)}</span>;
  }
};

const withReason = ({ status, reason }: BackupRow): string => {
  const word = BACKUP_STATUS_WORDS[status];
  if (!reason) return word;
  return reason.startsWith(word) ? reason : `${word}: ${reason}`;
};

const MOVING_WORDS: Partial<Record<BackupRow['status'], string>> = {
  pending: 'Waits for a worker',
  running: 'Has begun',
  available: 'Is about to be verified',
};

const isNamedByPerson = ({ trigger, description, dataStoreName }: BackupRow): boolean =>
  (trigger === 'manual' || trigger === 'import') && description !== `Manual backup of ${dataStoreName}`;

const Available = ({ backup }: { backup: BackupRow }) => (
  <span className="flex min-w-0 items-center gap-2 text-muted">
    {/* What Amber names itself only repeats the kind and the time that stand beside it. */}
    {backup.reason ? (
      <span title={backup.reason} className="min-w-0 truncate text-bad">
        {backup.reason}
      </span>
    ) : (
      isNamedByPerson(backup) && <span className="min-w-0 truncate text-text">{backup.description}</span>
    )}
    {backup.keys !== null && (
      <span className="shrink-0 tabular-nums">
        {countedWords({ keys: backup.keys, edges: backup.edges })}
      </span>
    )}
    <VerificationLine short backup={backup} className="shrink-0 text-caption max-md:hidden" />
    {backup.pinned && (
      <span title="Kept forever" className="shrink-0 text-faint">
        <Pin aria-hidden className="size-3.5" />
        <span className="sr-only">Kept forever</span>
      </span>
    )}
  </span>
);

/** One that waits says what for: a storage that is away, or the next try. */
const movingWords = ({ status, progress, reason }: BackupRow): string | undefined => {
  if (status === 'pending' && reason) return reason;
  return progress ? progressWords(progress) : MOVING_WORDS[status];
};

/** What is being done to it: it is taken, or an Available one is read again. The bar stays where it is. */
const Moving = ({ backup }: { backup: BackupRow }) => {
  const percent = backup.progress ? percentDone(backup.progress) : null;
  return (
    <span className="flex min-w-0 items-center gap-x-3 gap-y-1.5 text-muted max-md:flex-col max-md:items-stretch">
      <ProgressBar
        label={`${backup.description}: progress`}
        share={percent === null ? null : percent / 100}
        className="shrink-0 md:w-40!"
      />
      <span
        {...(backup.status === 'pending' && backup.reason ? { title: backup.reason } : {})}
        className="min-w-0 tabular-nums max-md:line-clamp-2 max-md:min-h-10 md:truncate"
      >
        {movingWords(backup)}
      </span>
    </span>
  );
};
