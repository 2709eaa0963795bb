'use client';

import { useQuery } from '@tanstack/react-query';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords, countWords, secondsWords } from '#lib/domain/words/figures';
import { countedWords } from '#lib/domain/words/holdings';
import { scheduleWords } from '#lib/domain/words/schedule';
import { relativeWords, spanWords } from '#lib/domain/words/times';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { StatCard, StatRow } from '../ui/card.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { ContentsCard } from './contents-card.tsx';
import { dataStoreQuery } from './data-store-queries.ts';
import { ServerNote } from './server-note.tsx';
import { StoreOperation } from './store-operation.tsx';
import { StorePictures } from './store-pictures.tsx';
import { overdueWords } from './store-words.ts';

/** The tab `Overview` of a store. */
export const StoreOverview = ({ id }: { id: string }) => {
  const query = useQuery(dataStoreQuery(id));
  const store = query.data;
  if (!store) return <QueryTrouble query={query} what="The data store" />;
  return (
    <>
      {store.moving?.kind === 'backup' && <StoreOperation store={store} moving={store.moving} />}
      <ServerNote store={store} />
      <Figures store={store} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        {/* On a phone: what happened, how it is connected, what is in it. */}
        <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
          <StorePictures store={store} />
          <div className="max-lg:order-last">
            <ContentsCard store={store} />
          </div>
        </div>
        <ConnectionCard store={store} />
      </div>
    </>
  );
};

const sinceWords = (at: string, now: number): string => spanWords(Math.max(0, now - Date.parse(at)));
const oldestWords = (at: string, now: number): string => `oldest ${relativeWords(at, now)}`;

const Figures = ({
  store: { lastBackupAt, lastBackup, lastFailure, nextBackup, policy, kept },
}: {
  store: DataStoreDetail;
}) => (
  <StatRow>
    <StatCard
      name="Data at risk"
      value={lastBackupAt ? <RelativeTime at={lastBackupAt} words={sinceWords} /> : 'All of it'}
      sub={lastBackupAt ? 'since the last backup' : 'no backup yet'}
    />
    <StatCard
      name="Last backup"
      value={lastBackup ? bytesWords(lastBackup.storedBytes) : '—'}
      sub={
        lastFailure ? (
          <span title={lastFailure.reason} className="text-bad">
            the newest failed <RelativeTime at={lastFailure.at} />
          </span>
        ) : (
          lastBackup && `${secondsWords(lastBackup.seconds)} · ${countedWords(lastBackup)}`
        )
      }
    />
    <StatCard
      name="Next backup"
      value={<NextValue next={nextBackup} />}
      sub={policy?.enabled ? scheduleWords(policy) : 'no schedule'}
    />
    <StatCard
      name="Kept"
      value={countWords(kept.backups)}
      sub={
        kept.oldestAt && (
          <>
            {bytesWords(kept.bytes)} · <RelativeTime at={kept.oldestAt} words={oldestWords} />
          </>
        )
      }
    />
  </StatRow>
);

const NextValue = ({ next }: { next: DataStoreDetail['nextBackup'] }) => {
  if (!next) return '—';
  if (next.overdue) return <RelativeTime at={next.at} words={overdueWords} className="text-warn" />;
  return <RelativeTime at={next.at} />;
};
