'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { activityListQuery } from '../activity/activity-queries.ts';
import { CancelButton } from '../activity/cancel-button.tsx';
import { progressWords, stepWords } from '../activity/progress-words.ts';
import { Card } from '../ui/card.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

type StoreOperationProps = {
  store: Pick<DataStoreRow, 'id' | 'name'>;
  moving: NonNullable<DataStoreRow['moving']>;
};

/** What runs on the store now, as Activity has it: its step, every figure that is known, and the way to stop it. */
export const StoreOperation = ({ store, moving }: StoreOperationProps) => {
  const activity = useQuery(activityListQuery({ dataStore: store.id })).data;
  const row = activity?.rows.find(({ id }) => id === moving.operationId);
  const what = moving.kind === 'backup' ? 'Backup' : 'Restore';
  return (
    <section aria-label={`${what} of ${store.name}, under way`} className="mb-[18px]">
      <Card className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3">
        <h2 className="flex min-h-[30px] flex-wrap items-center gap-x-3 font-semibold">
          {what}
          <span className="font-normal text-muted tabular-nums">
            <Stage moving={moving} cancelled={row?.cancelRequested ?? false} />
          </span>
        </h2>
        {row?.cancelRequested ? <span /> : <CancelButton row={{ id: moving.operationId }} />}
        {moving.state === 'running' && (
          <ProgressBar
            label={`${what} of ${store.name}`}
            share={moving.percent === null ? null : moving.percent / 100}
            className="col-span-full"
          />
        )}
        <span className="col-span-full flex min-h-[18px] flex-wrap justify-between gap-x-4 text-small text-muted tabular-nums">
          <span>{row?.progress ? progressWords(row.progress) : ''}</span>
          <Link href={`/activity?dataStore=${store.id}`} className="link">
            Show in Activity
          </Link>
        </span>
      </Card>
    </section>
  );
};

/** Which step it is at, or what it waits for. */
const Stage = ({ moving, cancelled }: { moving: StoreOperationProps['moving']; cancelled: boolean }) => {
  const { state, reason, percent, step } = moving;
  if (cancelled) return 'Being cancelled';
  if (state === 'pending') return <span className="wrap-anywhere">{reason ?? 'Waits for a worker'}</span>;
  if (step) return stepWords(step, percent);
  return percent === null ? null : `${Math.floor(percent)} %`;
};
