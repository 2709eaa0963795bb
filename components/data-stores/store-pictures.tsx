'use client';

import { useQuery } from '@tanstack/react-query';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { scheduleWords } from '#lib/domain/words/schedule';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { BackupCharts } from './backup-charts.tsx';
import { SlotCalendar } from './slot-calendar.tsx';
import { storeHistoryQuery } from './store-history-query.ts';

/** What happened to a store in the last 90 days, drawn. */
export const StorePictures = ({ store }: { store: DataStoreDetail }) => {
  const query = useQuery(storeHistoryQuery(store));
  const history = query.data;
  if (!history) return <QueryTrouble query={query} what="What happened to this store" />;
  return (
    <>
      <BackupCharts days={history.days} />
      <SlotCalendar
        dataStoreId={store.id}
        history={history}
        schedule={store.policy?.enabled ? scheduleWords(store.policy) : null}
      />
    </>
  );
};
