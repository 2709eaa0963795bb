'use client';

import { useMemo } from 'react';
import { MAX_RETENTION_DAYS } from '#lib/domain/backup';
import { nextSlots } from '#lib/domain/schedule/next-slots';
import { isTimeZone } from '#lib/domain/validation/time-zone';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { slotWords } from '#lib/domain/words/times';
import { wholeDays } from '../queries/whole-days.ts';
import { useTimeWords } from '../ui/clock.tsx';
import { Note } from '../ui/note.tsx';
import { ALL_HOURS, type ScheduleDraft } from './schedule-draft.ts';
import { estimate, estimateWords, keptShortage } from './schedule-estimate.ts';

const SHOWN = 4;
const MINUTE = 60_000;

type NextBackupsProps = {
  draft: ScheduleDraft;
  store: Pick<DataStoreDetail, 'lastBackup' | 'storage' | 'kept'>;
};

/** When the schedule would run next, and what it amounts to; follows every change of the choice. */
export const NextBackups = ({ draft, store }: NextBackupsProps) => {
  const minute = Number(useTimeWords((now) => String(Math.floor(now / MINUTE))));
  const { days, hours, timeZone } = draft;
  const slots = useMemo(() => {
    if (!isTimeZone(timeZone)) return [];
    const everyHour = hours.length === ALL_HOURS.length;
    return nextSlots({ days, hours, everyHour, timeZone }, new Date(minute * MINUTE), SHOWN);
  }, [days, hours, timeZone, minute]);
  const retentionDays = wholeDays(draft.retentionDays, MAX_RETENTION_DAYS);
  const amounts =
    slots.length > 0 && retentionDays !== null
      ? estimate({ days, hours, retentionDays }, store.lastBackup?.storedBytes ?? null)
      : null;
  const shortage = amounts && keptShortage(amounts, store);
  return (
    <>
      {shortage && (
        <Note tone="warn" title="The storage is likely too small for it.">
          {shortage}
        </Note>
      )}
      <Note tone="info" icon={false} title="Next backups">
        {slots.length === 0 ? (
          <p className="mt-1 text-muted">None: choose at least one day and one hour.</p>
        ) : (
          <ul
            aria-label="Next backups"
            className="mt-1 grid grid-cols-2 gap-x-4 gap-y-0.5 text-muted tabular-nums"
          >
            {slots.map((slot) => (
              <li key={slot.getTime()}>
                <time dateTime={slot.toISOString()}>{slotWords(slot, timeZone)}</time>
              </li>
            ))}
          </ul>
        )}
        {amounts && (
          <p className="mt-2 text-muted tabular-nums">{estimateWords(amounts, store.storage.freeBytes)}</p>
        )}
      </Note>
    </>
  );
};
