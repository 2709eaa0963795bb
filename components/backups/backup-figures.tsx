'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { BackupFigures } from '#lib/domain/views/backup-figures-view';
import { bytesWords, countWords } from '#lib/domain/words/figures';
import { spanWords } from '#lib/domain/words/times';
import { StatCard, StatRow } from '../ui/card.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { backupFiguresQuery } from './backup-queries.ts';

/** The account in four figures, whatever the list below is filtered by. */
export const AccountFigures = () => {
  const figures = useQuery(backupFiguresQuery()).data;
  return (
    <StatRow>
      <StatCard name="Backups" value={figures ? countWords(figures.backups) : '—'} sub="available" />
      <StatCard name="Stored" value={figures ? bytesWords(figures.bytes) : '—'} sub="in the storage" />
      <StatCard
        name="Oldest data at risk"
        value={figures ? <AtRisk atRisk={figures.atRisk} /> : '—'}
        sub={figures?.atRisk ? <StoreLink atRisk={figures.atRisk} /> : 'no data store yet'}
      />
      <StatCard
        name="Failed, last 7 days"
        value={figures ? countWords(figures.failedLately) : '—'}
        sub={
          figures && figures.failedLately > 0 ? (
            <Link href="/account/backups?status=failed" prefetch={false} className="link text-bad">
              Show the failed ones
            </Link>
          ) : (
            'none to look at'
          )
        }
      />
    </StatRow>
  );
};

const sinceWords = (at: string, now: number): string => spanWords(Math.max(0, now - Date.parse(at)));

const AtRisk = ({ atRisk }: Pick<BackupFigures, 'atRisk'>) => {
  if (!atRisk) return '—';
  return atRisk.since ? <RelativeTime at={atRisk.since} words={sinceWords} /> : 'All of it';
};

const StoreLink = ({ atRisk }: { atRisk: NonNullable<BackupFigures['atRisk']> }) => (
  <Link
    href={`/data-stores/${atRisk.dataStoreId}`}
    prefetch={false}
    title={atRisk.dataStoreName}
    className="link block truncate"
  >
    {atRisk.since ? atRisk.dataStoreName : `${atRisk.dataStoreName}, never backed up`}
  </Link>
);
