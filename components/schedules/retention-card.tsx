'use client';

import { useState } from 'react';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import type { PolicyView } from '#lib/domain/views/policy-view';
import { bytesWords, countWords } from '#lib/domain/words/figures';
import { scheduleWords } from '#lib/domain/words/schedule';
import { relativeWords, slotWords } from '#lib/domain/words/times';
import { useMay } from '../account/session-context.tsx';
import { kindWords } from '../backups/backup-words.ts';
import { neverCameUp } from '../data-stores/store-words.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { classNames } from '../ui/class-names.ts';
import { useTimeWords } from '../ui/clock.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { scheduleFacts } from './schedule-facts.ts';
import { ScheduleLauncher } from './schedule-launcher.tsx';

type RetentionCardProps = { dataStoreId: string; store: DataStoreDetail | undefined };

/** When backups of a store run by themselves, how long they are kept, and what is kept now. */
export const RetentionCard = ({ dataStoreId, store }: RetentionCardProps) => {
  const [editing, setEditing] = useState(false);
  const mayApply = useMay('apply-policy') && !(store && neverCameUp(store));
  return (
    <Card className="p-5 pb-3">
      <div className="flex min-h-[30px] items-center justify-between gap-3">
        <h2 className="text-heading font-bold">Schedule</h2>
        {mayApply && (
          <Button size="s" onClick={() => setEditing(true)}>
            {store?.policy?.enabled ? 'Change' : 'Set up'}
          </Button>
        )}
      </div>
      {store ? <Summary store={store} /> : <Waiting />}
      <ScheduleLauncher dataStoreId={dataStoreId} open={editing} onOpenChange={setEditing} />
    </Card>
  );
};

const Summary = ({ store }: { store: DataStoreDetail }) => {
  const { policy, kept } = store;
  const facts = policy && scheduleFacts(policy);
  return (
    <>
      <p className="mt-1.5 text-pretty text-muted">{summaryWords(policy)}</p>
      {policy?.enabled && <p className="mt-1.5 lg:hidden">{scheduleWords(policy)}</p>}
      <dl className="mt-3 max-lg:mt-1.5">
        {policy?.enabled && (
          <>
            {/* On a phone the sentence above says these. */}
            {facts?.when.map(({ name, words }) => (
              <Line key={name} wide name={name}>
                {words}
              </Line>
            ))}
            {policy.nextAt && <NextRun policy={policy} at={policy.nextAt} />}
            {facts?.kept.map(({ name, words }) => (
              <Line key={name} name={name}>
                {words}
              </Line>
            ))}
          </>
        )}
        <Line name="Kept now">
          {kept.backups === 0 ? 'none' : `${countWords(kept.backups)} · ${bytesWords(kept.bytes)}`}
        </Line>
      </dl>
    </>
  );
};

const summaryWords = (policy: PolicyView | null): string => {
  if (!policy?.enabled) return 'No backup runs by itself. Those taken by hand are kept until their date.';
  return policy.kind === 'plan'
    ? 'Daily backups run by themselves, each kind kept as follows. The last good one stays whatever its date says.'
    : 'Backups run by themselves. The last good one is kept whatever its date says.';
};

const NextRun = ({ policy, at }: { policy: PolicyView; at: string }) => {
  const words = useTimeWords((now) => relativeWords(at, now));
  return (
    <Line name="Next">
      <time dateTime={at} title={words}>
        {slotWords(at, policy.timeZone)}
      </time>
      <span className="block text-small text-faint">
        {policy.kind === 'plan' && `${kindWords(policy.nextTiers)}, `}
        {words}
      </span>
    </Line>
  );
};

type LineProps = { name: string; wide?: boolean; children: React.ReactNode };

const Line = ({ name, wide = false, children }: LineProps) => (
  <div
    className={classNames(
      'flex justify-between gap-4 border-b border-line py-2.5 last:border-b-0 max-lg:py-1.5',
      wide && 'max-lg:hidden',
    )}
  >
    <dt className="shrink-0">{name}</dt>
    <dd className="text-right text-muted tabular-nums">{children}</dd>
  </div>
);

const Waiting = () => (
  <div className="mt-3 flex flex-col gap-3">
    <Skeleton className="h-3.5 w-full" />
    <Skeleton className="h-3.5 w-40" />
    <Skeleton className="mt-2 h-3.5 w-full" />
  </div>
);
