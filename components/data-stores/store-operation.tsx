'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { activityListQuery } from '../activity/activity-queries.ts';
import { progressWords } from '../activity/progress-words.ts';
import { Card } from '../ui/card.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

type StoreOperationProps = {
  store: Pick<DataStoreRow, 'id' | 'name'>;
  moving: NonNullable<DataStoreRow['moving']>;
};

/** What runs on the store now, with every figure that is known: done of total, rate, time left. */
export const StoreOperation = ({
  store,
  moving: { operationId, kind, state, reason, percent },
}: StoreOperationProps) => {
  const activity = useQuery(activityListQuery({ dataStore: store.id })).data;
  const progress = activity?.rows.find((row) => row.id === operationId)?.progress ?? null;
  const what = kind === 'backup' ? 'Backup' : 'Restore';
  return (
    <Card className="mb-[18px] grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <span className="font-semibold">{what}</span>
      {state === 'pending' ? (
        <span className="text-muted wrap-anywhere">{reason ?? 'Waits for a worker'}</span>
      ) : (
        <ProgressBar label={`${what} of ${store.name}`} share={percent === null ? null : percent / 100} />
      )}
      <span className="min-w-11 text-right text-muted tabular-nums">
        {state === 'running' && percent !== null && `${Math.floor(percent)} %`}
      </span>
      <span className="col-span-full flex min-h-[18px] flex-wrap justify-between gap-x-4 text-small text-muted tabular-nums">
        <span>{progress ? progressWords(progress) : ''}</span>
        <Link href={`/activity?dataStore=${store.id}`} className="link">
          Show in Activity
        </Link>
      </span>
    </Card>
  );
};
