import { DATA_STORE_STATUS_WORDS } from '#lib/domain/data-store';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { classNames } from '../ui/class-names.ts';
import { Pill } from '../ui/pill.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { lastBackupOf, overdueWords, percentWords, SAMPLE_STARTING, STATUS_TONES } from './store-words.ts';

/** The status pill; a restore under way says how far it is. */
export const StoreStatus = ({
  store,
}: {
  store: Pick<DataStoreRow, 'status' | 'statusReason' | 'moving'>;
}) => {
  const percent =
    store.status === 'restoring' && store.moving?.kind === 'restore' ? store.moving.percent : null;
  return (
    <Pill tone={STATUS_TONES[store.status]} {...(store.statusReason ? { title: store.statusReason } : {})}>
      {DATA_STORE_STATUS_WORDS[store.status]}
      {percentWords(percent)}
    </Pill>
  );
};

/** What the status means for the reader: why it is so, or what is under way. */
export const StatusWords = ({
  store: { status, statusReason, runByAmber },
}: {
  store: Pick<DataStoreRow, 'status' | 'statusReason' | 'runByAmber'>;
}) => {
  if (statusReason) {
    return <span className="mt-1 block max-w-60 text-caption text-bad wrap-anywhere">{statusReason}</span>;
  }
  if (status !== 'pending' || !runByAmber) return null;
  return <span className="mt-1 block text-caption text-muted">{SAMPLE_STARTING}</span>;
};

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
