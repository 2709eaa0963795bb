'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Note } from '../ui/note.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { dataStoreQuery } from './data-store-queries.ts';
import { EngineGlyph } from './engine-glyph.tsx';
import { LastRestoreNote } from './last-restore-note.tsx';
import { StoreActions } from './store-actions.tsx';
import { StoreStatus } from './store-status.tsx';

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
              {store.id} · {store.endpoint}
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
      {store.statusReason && (
        <Note
          tone="bad"
          className="mb-[18px]"
          title={store.status === 'unreachable' ? 'Amber cannot reach this store.' : undefined}
        >
          {store.statusReason}
        </Note>
      )}
      {store.lastRestore && <LastRestoreNote key={store.lastRestore.id} restore={store.lastRestore} />}
    </>
  );
};
