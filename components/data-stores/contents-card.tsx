import { isGraphProbe, type RedisProbe } from '#lib/domain/data-store';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords, countOf, countWords } from '#lib/domain/words/figures';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Meter } from '../ui/meter.tsx';
import { Note } from '../ui/note.tsx';
import { Cell, Row, Table } from '../ui/table.tsx';
import { CardItem } from './card-item.tsx';
import { GraphContents } from './graph-contents.tsx';
import { neverCameUp, SERVER_STARTING } from './store-words.ts';

/** What is in the store, as it was seen last. */
export const ContentsCard = ({ store }: { store: DataStoreDetail }) => {
  const { probe, backupRefusal } = store;
  if (!probe) {
    return (
      <Card>
        <EmptyState title="Not seen yet">{notSeenWords(store)}</EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {backupRefusal && (
        <Note tone="warn" title="This store cannot be backed up now.">
          {backupRefusal}
        </Note>
      )}
      {isGraphProbe(probe) ? <GraphContents store={store} probe={probe} /> : <KeyContents probe={probe} />}
    </div>
  );
};

const KeyContents = ({ probe }: { probe: RedisProbe }) => (
  <>
    <Card className="px-5 py-[18px]">
      <h2 className="mb-3.5 text-[15px] font-bold">In the store</h2>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 xl:grid-cols-4">
        <CardItem name="Memory">
          <MemoryWords memory={probe.memory} />
        </CardItem>
        <CardItem name="When memory is full">{probe.memory.policy ?? 'not said'}</CardItem>
        <CardItem name="Saved on disk">{persistenceWords(probe.persistence)}</CardItem>
        <CardItem name="Functions">{countWords(probe.functions)}</CardItem>
      </dl>
    </Card>
    <Databases probe={probe} />
  </>
);

const notSeenWords = (store: DataStoreDetail): string => {
  if (neverCameUp(store)) return 'Nothing is left of its server. Delete the store, and try again.';
  if (store.endpoint === null) return `${SERVER_STARTING}.`;
  return 'Amber has not reached this store so far, and looks again every 30 s.';
};

const MemoryWords = ({ memory }: { memory: RedisProbe['memory'] }) =>
  memory.max ? (
    <>
      {bytesWords(memory.used)} <span className="text-faint">/ {bytesWords(memory.max)}</span>
      <Meter label="Memory used" share={memory.used / memory.max} className="mt-[5px]" />
    </>
  ) : (
    <>
      {bytesWords(memory.used)} <span className="text-faint">without a limit</span>
    </>
  );

const persistenceWords = ({ appendOnly, saving, loading }: RedisProbe['persistence']): string => {
  if (loading) return 'loading its data now';
  const kept = [appendOnly && 'append-only file', saving && 'snapshots'].filter(Boolean);
  return kept.length > 0 ? kept.join(' and ') : 'no, in memory only';
};

const DATABASE_COLUMNS = [
  { name: 'Database' },
  { name: 'Keys', align: 'end' },
  { name: 'With expiry', align: 'end' },
] as const;

const Databases = ({ probe }: { probe: RedisProbe }) => {
  const databases = Object.entries(probe.databases).sort(([a], [b]) => Number(a) - Number(b));
  return (
    <Card className="overflow-x-auto">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-5 py-3.5">
        <h2 className="text-[15px] font-bold">Databases</h2>
        <span className="text-muted tabular-nums">
          {countOf(probe.keys, 'key')} in {countOf(databases.length, 'database')}
        </span>
      </div>
      {databases.length === 0 ? (
        <p className="px-5 py-6 text-muted">The store is empty.</p>
      ) : (
        <Table label="Databases" columns={DATABASE_COLUMNS}>
          {databases.map(([index, { keys, expires }]) => (
            <Row key={index}>
              <Cell>{index}</Cell>
              <Cell name="Keys" align="end">
                {countWords(keys)}
              </Cell>
              <Cell name="With expiry" align="end" className="text-muted">
                {countWords(expires)}
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </Card>
  );
};
