import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { Note } from '../ui/note.tsx';
import { neverCameUp, SAMPLE_STARTING } from './store-words.ts';

type SampleNoteProps = { store: Pick<DataStoreDetail, 'id' | 'status' | 'runByAmber'> };

/** That nobody has to look after this server: where it is, and how it goes. Nothing for any other store. */
export const SampleNote = ({ store }: SampleNoteProps) => {
  if (!store.runByAmber || neverCameUp(store)) return null;
  return (
    <Note
      tone="info"
      className="mb-[18px]"
      title={store.status === 'pending' ? `${SAMPLE_STARTING}.` : 'A sample store to try things on.'}
    >
      Amber runs its server itself, in the folder <code className="wrap-anywhere">servers/{store.id}</code> of
      its data folder: it starts and stops with Amber’s worker. Deleting the store removes the server and its
      data too.
    </Note>
  );
};
