import { DATA_STORE_STATUS_WORDS } from '#lib/domain/data-store';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { Pill } from '../ui/pill.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { lastBackupOf, overdueWords, percentWords, STATUS_TONES } from './store-words.ts';

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

export const LastBackupPill = ({ store }: { store: DataStoreRow }) => {
  const { tone, words, at, hint } = lastBackupOf(store);
  const [before, after] = words.split('%');
  return (
    <Pill tone={tone} {...(hint ? { title: hint } : {})}>
      {at ? (
        <>
          {before}
          <RelativeTime at={at} />
          {after}
        </>
      ) : (
        words
      )}
    </Pill>
  );
};

export const NextBackup = ({ next }: { next: DataStoreRow['nextBackup'] }) => {
  if (!next) return <span className="text-faint">—</span>;
  if (!next.overdue) return <RelativeTime at={next.at} className="text-muted" />;
  return <RelativeTime at={next.at} words={overdueWords} className="font-semibold text-warn" />;
};
