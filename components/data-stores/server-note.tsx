import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { Note } from '../ui/note.tsx';
import { neverCameUp, SERVER_STARTING } from './store-words.ts';

type ServerNoteProps = { store: Pick<DataStoreDetail, 'id' | 'status' | 'runByAmber' | 'madeBy'> };

const TITLES: Partial<Record<string, string>> = {
  sample: 'A sample store to try things on.',
  local: 'Amber runs this server itself.',
  graph: 'Amber made this graph.',
};

/** Who looks after this server: where it is, and how it goes. Nothing for one that nobody of ours made. */
export const ServerNote = ({ store: { id, status, runByAmber, madeBy } }: ServerNoteProps) => {
  if (!runByAmber || madeBy === null || madeBy === 'endpoint' || neverCameUp({ status })) return null;
  const title =
    status === 'pending' ? `${SERVER_STARTING}.` : (TITLES[madeBy] ?? 'A command made this server.');
  return (
    <Note tone="info" className="mb-[18px]" title={title}>
      {madeBy === 'sample' || madeBy === 'local' ? (
        <>
          It lives in the folder <code className="wrap-anywhere">servers/{id}</code> of Amber’s data folder,
          with its settings and its password, and starts and stops with Amber’s worker. Deleting the store
          removes the server and its data too.
        </>
      ) : madeBy === 'graph' ? (
        'It lies on a server that has other graphs too. Deleting the store removes the graph there.'
      ) : (
        <>
          Amber asked the command <code>{madeBy.replace('command:', '')}</code> for it. Deleting the store has
          the command remove the server and its data too.
        </>
      )}
    </Note>
  );
};
