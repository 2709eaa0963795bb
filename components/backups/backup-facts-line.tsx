'use client';

import type { ReactNode } from 'react';
import { TRIGGER_WORDS } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { exactWords } from '#lib/domain/words/times';
import { useTimeWords, useTimeZone } from '../ui/clock.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { begunWord, endedWord, keptWords, methodWords } from './backup-words.ts';

/** Id, checksum, method and end of a backup, small. */
export const BackupFactsLine = ({ backup }: { backup: BackupRow }) => {
  const zone = useTimeZone();
  const kept = useTimeWords((now) => keptWords(backup, zone, now));
  const ended = endedWord(backup);
  const method = methodWords(backup.method, backup.consistency);
  return (
    <dl className="flex flex-wrap items-center gap-x-[18px] gap-y-1 text-small text-muted">
      <Small name="Backup ID">
        <code>{backup.id}</code>
        <CopyButton text={backup.id} what="backup ID" />
      </Small>
      {backup.sha256 && (
        <Small name="SHA-256">
          <code title={backup.sha256}>
            {backup.sha256.slice(0, 4)}…{backup.sha256.slice(-4)}
          </code>
          <CopyButton text={backup.sha256} what="SHA-256" />
        </Small>
      )}
      <Small name={begunWord(backup.status)}>
        <time dateTime={backup.createdAt}>{exactWords(backup.createdAt, zone)}</time>
      </Small>
      {ended && backup.finishedAt && (
        <Small name={ended}>
          <time dateTime={backup.finishedAt}>{exactWords(backup.finishedAt, zone)}</time>
        </Small>
      )}
      <Small name="Trigger">{TRIGGER_WORDS[backup.trigger]}</Small>
      {method && <Small name="Method">{method}</Small>}
      {backup.status === 'available' && (
        <div>
          <dt className="sr-only">Retention</dt>
          <dd>{kept}</dd>
        </div>
      )}
    </dl>
  );
};

const Small = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex items-center gap-1.5">
    <dt>{name}</dt>
    <dd className="flex items-center gap-1 text-text">{children}</dd>
  </div>
);
