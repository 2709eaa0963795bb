'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { activityListQuery } from '../activity/activity-queries.ts';
import { Card } from '../ui/card.tsx';
import { Pill } from '../ui/pill.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

const SHOWN = 5;

/** Slots of a store's schedule that became no backup, newest first; nothing while every one did. */
export const UnmetSlots = ({ dataStoreId }: { dataStoreId: string }) => {
  const page = useQuery(activityListQuery({ dataStore: dataStoreId, kind: 'slot' })).data;
  if (!page || page.rows.length === 0) return null;
  return (
    <Card className="p-5 max-lg:order-last">
      <h2 className="text-heading font-bold">Slots without a backup</h2>
      <ul aria-label="Slots without a backup" className="mt-1.5">
        {page.rows.slice(0, SHOWN).map((slot) => (
          <li key={slot.id} className="border-b border-line py-2.5 last:border-b-0 last:pb-0">
            <div className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate font-medium tabular-nums">{slot.subject}</span>
              <Pill tone={slot.state === 'skipped' ? 'warn' : 'idle'}>{slot.status}</Pill>
            </div>
            <p className="mt-0.5 text-small text-muted">
              {slot.reason} · <RelativeTime at={slot.at} className="whitespace-nowrap" />
            </p>
          </li>
        ))}
      </ul>
      {(page.rows.length > SHOWN || page.next) && (
        <Link
          prefetch={false}
          href={`/activity?kind=slot&dataStore=${dataStoreId}`}
          className="link mt-3 inline-block text-small"
        >
          All of them
        </Link>
      )}
    </Card>
  );
};
