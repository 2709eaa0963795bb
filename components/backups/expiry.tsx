'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { exactWords } from '#lib/domain/words/times';
import { useTimeWords, useTimeZone } from '../ui/clock.tsx';
import { expiryWords } from './backup-words.ts';

/** When a backup goes: `in 30 days`, `Kept forever`, or that the last good one stays. */
export const Expiry = ({ backup }: { backup: BackupRow }) => {
  const zone = useTimeZone();
  const words = useTimeWords((now) => expiryWords(backup, now).words);
  const hint = useTimeWords((now) => expiryWords(backup, now).hint ?? '');
  if (!backup.expiresAt || backup.pinned) return <span {...(hint ? { title: hint } : {})}>{words}</span>;
  return (
    <time
      dateTime={backup.expiresAt}
      title={[exactWords(backup.expiresAt, zone), hint].filter(Boolean).join('. ')}
    >
      {words}
    </time>
  );
};
