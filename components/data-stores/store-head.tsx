'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Card } from '../ui/card.tsx';
import { Note } from '../ui/note.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { dataStoreQuery } from './data-store-queries.ts';
import { EngineGlyph } from './engine-glyph.tsx';
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
      <div className="mb-2 flex flex-wrap items-center gap-3.5">
        <EngineGlyph product={store.product} engine={store.engine} size="l" />
        <div className="min-w-0 flex-1 sm:flex-none">
          <h1 className="text-title font-bold tracking-[-0.02em] wrap-anywhere">{store.name}</h1>
          <p className="mono text-faint wrap-anywhere">
            {store.id} · {store.endpoint}
          </p>
        </div>
        <StoreStatus store={store} />
        <div className="ml-auto">
          <StoreActions store={store} onDeleted={() => router.push('/data-stores')} />
        </div>
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
      {store.moving && <Moving name={store.name} moving={store.moving} />}
    </>
  );
};

type MovingProps = {
  name: string;
  moving: { kind: 'backup' | 'restore'; state: 'pending' | 'running'; percent: number | null };
};

const Moving = ({ name, moving: { kind, state, percent } }: MovingProps) => {
  const what = kind === 'backup' ? 'Backup' : 'Restore';
  return (
    <Card className="mb-[18px] flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="font-semibold">{what}</span>
      {state === 'pending' ? (
        <span className="text-muted">waits for a worker</span>
      ) : (
        <>
          <ProgressBar
            label={`${what} of ${name}`}
            share={percent === null ? null : percent / 100}
            className="max-w-80 min-w-40 flex-1"
          />
          <span className="text-muted tabular-nums">
            {percent === null ? 'Running' : `${Math.floor(percent)} %`}
          </span>
        </>
      )}
      <Link href="/activity" className="ml-auto link text-small text-muted">
        Show in Activity
      </Link>
    </Card>
  );
};
