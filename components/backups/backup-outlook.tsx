import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords, secondsWords } from '#lib/domain/words/figures';
import { countedWords } from '#lib/domain/words/holdings';
import { Fact, FactsList } from '../ui/facts-list.tsx';
import { Note } from '../ui/note.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { spaceShortage } from './space-shortage.ts';

/** What a backup of this store will be: what is in it, how it is read, where it goes, how long the last one took. */
export const BackupOutlook = ({ store }: { store: DataStoreDetail | undefined }) => (
  <>
    <Obstacle store={store} />
    <SpaceWarning store={store} />
    <Note tone="info" icon={false}>
      <FactsList>
        <Fact name="Now in the store">{store ? contentsWords(store) : WAITING}</Fact>
        <Fact name="Method">
          {store ? (store.methods?.snapshot ?? 'Chosen when the store is seen') : WAITING}
        </Fact>
        <Fact name="Stored in">{store ? storageWords(store) : WAITING}</Fact>
        <Fact name="Last one took">{store ? lastWords(store) : WAITING}</Fact>
      </FactsList>
    </Note>
  </>
);

const WAITING = (
  <span className="flex h-[19px] items-center justify-end">
    <Skeleton className="h-3 w-36" />
  </span>
);

const Obstacle = ({ store }: { store: DataStoreDetail | undefined }) => {
  if (store?.backupRefusal) {
    return (
      <Note tone="bad" title="A backup cannot be taken now.">
        {store.backupRefusal}
      </Note>
    );
  }
  if (store?.status === 'unreachable') {
    return (
      <Note tone="warn" title="The store could not be reached just now.">
        {store.statusReason}
      </Note>
    );
  }
  return null;
};

const SpaceWarning = ({ store }: { store: DataStoreDetail | undefined }) => {
  const shortage = store && spaceShortage(store);
  if (!shortage) return null;
  return (
    <Note tone="warn" title="The storage is likely too small for it.">
      {shortage}
    </Note>
  );
};

const contentsWords = ({ keys, edges, memory }: DataStoreDetail): string =>
  [keys === null ? '' : countedWords({ keys, edges }), memory ? bytesWords(memory.used) : '']
    .filter(Boolean)
    .join(' · ') || 'Not seen yet';

const storageWords = ({ storage }: DataStoreDetail): string =>
  storage.freeBytes === null ? storage.words : `${storage.words}, ${bytesWords(storage.freeBytes)} free`;

const lastWords = ({ lastBackup }: DataStoreDetail): string =>
  lastBackup
    ? `${secondsWords(lastBackup.seconds)} · ${bytesWords(lastBackup.storedBytes)}`
    : 'None was taken yet';
