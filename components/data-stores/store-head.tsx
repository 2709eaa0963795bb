'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMay } from '#components/account/session-context';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { dataStoreQuery } from './data-store-queries.ts';
import { EditDataStoreLauncher } from './edit-data-store-launcher.tsx';
import { EngineGlyph } from './engine-glyph.tsx';
import { LastRestoreNote } from './last-restore-note.tsx';
import { StoreActions } from './store-actions.tsx';
import { StoreOperation } from './store-operation.tsx';
import { StoreStatus } from './store-status.tsx';

/** Why the store is not as it should be. What its connection says may have to be changed: a password, an address. */
const StatusNote = ({ store: { id, status, statusReason } }: { store: DataStoreDetail }) => {
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay('edit-data-store');
  const unreachable = status === 'unreachable';
  return (
    <Note tone="bad" className="mb-[18px]" title={unreachable ? 'Amber cannot reach this store.' : undefined}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-72">{statusReason}</p>
        {unreachable && mayEdit && (
          <>
            <Button size="s" onClick={() => setEditing(true)}>
              Edit
            </Button>
            <EditDataStoreLauncher dataStoreId={id} open={editing} onOpenChange={setEditing} />
          </>
        )}
      </div>
    </Note>
  );
};

/** Head of a store's pages: who it is, how it is, its tabs. */
export const StoreHead = ({ id }: { id: string }) => {
  const store = useQuery(dataStoreQuery(id)).data;
  const router = useRouter();
  if (!store) return null;
  const base = `/data-stores/${id}`;
  return (
    <>
      <div className="mb-2 flex items-start gap-3.5 sm:items-center">
        <EngineGlyph product={store.product} engine={store.engine} size="l" />
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3.5 gap-y-1.5">
          <div className="min-w-0">
            <h1 className="text-title font-bold tracking-[-0.02em] wrap-anywhere">{store.name}</h1>
            <p className="mono text-faint wrap-anywhere">
              {[store.id, store.endpoint, store.graph].filter(Boolean).join(' · ')}
            </p>
          </div>
          <StoreStatus store={store} />
        </div>
        <StoreActions store={store} onDeleted={() => router.push('/data-stores')} />
      </div>
      <TabLinks
        label={`Pages of ${store.name}`}
        tabs={[
          { href: base, name: 'Overview' },
          { href: `${base}/backups`, name: 'Backups' },
          { href: `${base}/settings`, name: 'Settings' },
        ]}
      />
      {/* on every page of the store: the list of its backups shows only those */}
      {store.moving?.kind === 'restore' && <StoreOperation store={store} moving={store.moving} />}
      {store.statusReason && <StatusNote store={store} />}
      {store.lastRestore && <LastRestoreNote key={store.lastRestore.id} restore={store.lastRestore} />}
    </>
  );
};
