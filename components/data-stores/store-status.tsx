import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { DATA_STORE_STATUS_WORDS } from '#lib/domain/data-store';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { incompleteWords } from '#lib/domain/words/incomplete-restore';
import { stepWords } from '../activity/progress-words.ts';
import { classNames } from '../ui/class-names.ts';
import { Pill } from '../ui/pill.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { lastBackupOf, overdueWords, SERVER_STARTING, STATUS_TONES } from './store-words.ts';

export const StoreStatus = ({ store }: { store: Pick<DataStoreRow, 'status' | 'statusReason'> }) => (
  <Pill tone={STATUS_TONES[store.status]} {...(store.statusReason ? { title: store.statusReason } : {})}>
    {DATA_STORE_STATUS_WORDS[store.status]}
  </Pill>
);

/** What the status means for the reader: why it is so, or what is under way. */
export const StatusWords = ({
  store: { id, status, statusReason, runByAmber, moving, incomplete },
}: {
  store: Pick<DataStoreRow, 'id' | 'status' | 'statusReason' | 'runByAmber' | 'moving' | 'incomplete'>;
}) => (
  <>
    {statusReason && (
      <span className="mt-1 block max-w-60 text-caption text-bad wrap-anywhere">{statusReason}</span>
    )}
    {incomplete && (
      <Link
        prefetch={false}
        href={`/data-stores/${id}`}
        title={`The store is incomplete: ${incompleteWords(incomplete.cleared)}`}
        className="mt-1 flex max-w-44 items-start gap-1 text-caption font-semibold text-bad underline-offset-3 hover:underline"
      >
        <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />A restore ended incomplete
      </Link>
    )}
    {moving?.kind === 'restore' && moving.step && (
      <span className="mt-1 block max-w-44 text-caption text-muted">
        {stepWords(moving.step, moving.percent)}
      </span>
    )}
    {status === 'pending' && runByAmber && !statusReason && !moving && (
      <span className="mt-1 block text-caption text-muted">{SERVER_STARTING}</span>
    )}
  </>
);

/** Stands where an endpoint would: the server behind the store has no port. */
export const NoEndpoint = ({ status }: Pick<DataStoreRow, 'status'>) => (
  <span className="font-sans text-body text-faint">{status === 'failed' ? '—' : 'starting'}</span>
);

/** How old the last good backup is, and below it that the newest attempt failed, and why. */
export const LastBackup = ({ store }: { store: DataStoreRow }) => {
  const { note, ...pill } = lastBackupOf(store);
  return (
    <>
      <Pill tone={pill.tone}>
        <TimedWords {...pill} />
      </Pill>
      {note && (
        <span
          {...(note.reason ? { title: note.reason } : {})}
          className={classNames(
            'mt-1 block text-caption whitespace-nowrap max-md:whitespace-normal',
            note.tone === 'bad' ? 'text-bad' : 'text-faint',
          )}
        >
          <TimedWords {...note} />
          {note.reason && <span className="sr-only max-md:not-sr-only">: {note.reason}</span>}
        </span>
      )}
    </>
  );
};

const TimedWords = ({ words, at }: { words: string; at: string | null }) => {
  if (!at) return words;
  const [before, after] = words.split('%');
  return (
    <>
      {before}
      <RelativeTime at={at} />
      {after}
    </>
  );
};

export const NextBackup = ({ next }: { next: DataStoreRow['nextBackup'] }) => {
  if (!next) return <span className="text-faint">—</span>;
  if (!next.overdue) return <RelativeTime at={next.at} className="text-muted" />;
  return <RelativeTime at={next.at} words={overdueWords} className="font-semibold text-warn" />;
};
