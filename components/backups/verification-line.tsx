'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { exactWords } from '#lib/domain/words/times';
import { percentDone } from '../activity/progress-words.ts';
import { classNames } from '../ui/class-names.ts';
import { useTimeWords, useTimeZone } from '../ui/clock.tsx';
import { verificationSentence, verifiedWords } from './verification-words.ts';

type VerificationLineProps = { backup: BackupRow; short?: boolean; className?: string };

/** How the last verification came out, or how far the one is that runs. `short` leaves what was read to the tooltip. */
export const VerificationLine = ({ backup, short = false, className = '' }: VerificationLineProps) => {
  const zone = useTimeZone();
  const sentence = useTimeWords((now) => verificationSentence(backup, now) ?? '');
  const words = useTimeWords((now) => verifiedWords(backup, now) ?? '');
  const { verification, status, operationId, progress } = backup;
  if (status === 'available' && operationId) {
    const percent = progress ? percentDone(progress) : null;
    return (
      <span className={classNames('text-busy tabular-nums', className)}>
        {percent === null ? 'Being verified' : `Being verified, ${percent} %`}
      </span>
    );
  }
  if (!verification || !sentence) return null;
  return (
    <span
      title={[exactWords(verification.at, zone), short ? verification.words : ''].filter(Boolean).join('. ')}
      className={classNames(verification.ok ? 'text-good' : 'text-bad', className)}
    >
      {short ? words : sentence}
    </span>
  );
};
