'use client';

import Link from 'next/link';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { bytesWords } from '#lib/domain/words/figures';
import { Meter } from '../ui/meter.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Cell, Row, Table } from '../ui/table.tsx';
import { Counted } from './counted.tsx';
import { EngineGlyph } from './engine-glyph.tsx';
import { StoreActions } from './store-actions.tsx';
import { STORE_COLUMNS, WIDE, WIDER } from './store-columns.ts';
import { LastBackup, NextBackup, NoEndpoint, StatusWords, StoreStatus } from './store-status.tsx';
import { serverName } from './store-words.ts';

export const StoreTable = ({ rows }: { rows: readonly DataStoreRow[] }) => (
  <Table label="Data stores" columns={STORE_COLUMNS}>
    {rows.map((store) => (
      <StoreRow key={store.id} store={store} />
    ))}
  </Table>
);

const StoreRow = ({ store }: { store: DataStoreRow }) => (
  <Row>
    <Cell className="md:max-w-40 xl:max-w-48">
      <Link
        href={`/data-stores/${store.id}`}
        title={store.name}
        className="line-clamp-2 font-semibold wrap-anywhere underline-offset-3 hover:underline max-md:line-clamp-none"
      >
        {store.name}
      </Link>
      <span className="block mono text-caption text-faint">{store.id}</span>
    </Cell>
    <Cell name="Engine" className={WIDE}>
      <span className="flex items-center gap-2.5 whitespace-nowrap">
        <span className="md:max-xl:hidden">
          <EngineGlyph product={store.product} engine={store.engine} />
        </span>
        {serverName(store)}
      </span>
    </Cell>
    <Cell name="Endpoint" className={`${WIDE} text-muted md:max-w-40 xl:max-w-48`}>
      <span
        className="block truncate mono max-md:whitespace-normal max-md:wrap-anywhere"
        {...(store.endpoint ? { title: store.endpoint } : {})}
      >
        {store.endpoint ?? <NoEndpoint status={store.status} />}
      </span>
      {store.graph !== null && (
        <span className="block truncate mono text-caption text-faint" title={`Graph ${store.graph}`}>
          {store.graph}
        </span>
      )}
    </Cell>
    <Cell name="Memory" className="whitespace-nowrap">
      <Memory memory={store.memory} />
    </Cell>
    <Cell name="Keys" align="end">
      <Counted {...store} />
    </Cell>
    <Cell name="Last backup">
      <LastBackup store={store} />
    </Cell>
    <Cell name="Next backup" className="whitespace-nowrap">
      <NextBackup next={store.nextBackup} />
    </Cell>
    <Cell name="Created" className={`${WIDER} whitespace-nowrap text-muted`}>
      <RelativeTime at={store.createdAt} />
    </Cell>
    <Cell name="Status">
      <StoreStatus store={store} />
      <StatusWords store={store} />
    </Cell>
    <Cell corner>
      <StoreActions store={store} />
    </Cell>
  </Row>
);

const Memory = ({ memory }: { memory: DataStoreRow['memory'] }) => {
  if (!memory) return <span className="text-faint">—</span>;
  if (!memory.max) return bytesWords(memory.used);
  return (
    <>
      {bytesWords(memory.used)} <span className="text-faint">/ {bytesWords(memory.max)}</span>
      <Meter label="Memory used" share={memory.used / memory.max} className="mt-[5px]" />
    </>
  );
};
