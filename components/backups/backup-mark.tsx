import {
  Ban,
  CircleCheck,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { BACKUP_STATUS_WORDS, type BackupStatus } from '#lib/domain/backup';
import { isMoving } from '#lib/domain/operation';
import { classNames } from '../ui/class-names.ts';
import { BACKUP_TONES, type Tone } from './backup-words.ts';

const ICONS: Record<BackupStatus, LucideIcon> = {
  pending: LoaderCircle,
  running: LoaderCircle,
  available: CircleCheck,
  damaged: TriangleAlert,
  failed: CircleX,
  cancelled: Ban,
  deleting: Trash2,
  deleted: Trash2,
};

const COLOURS: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  busy: 'text-busy',
  idle: 'text-faint',
};

/** The status as a sign; the word is there for whoever does not see it. */
export const BackupMark = ({ status }: { status: BackupStatus }) => {
  const Icon = ICONS[status];
  const turning = isMoving(status);
  return (
    <span className={classNames(COLOURS[BACKUP_TONES[status]])}>
      <Icon aria-hidden className={classNames('size-[18px]', turning && 'animate-spin')} />
      <span className="sr-only">{BACKUP_STATUS_WORDS[status]}</span>
    </span>
  );
};
