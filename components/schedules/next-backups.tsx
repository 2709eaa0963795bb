'use client';

import { useMemo } from 'react';
import { MAX_RETENTION_DAYS, TIER_WORDS } from '#lib/domain/backup';
import type { Timing } from '#lib/domain/policy';
import { type DueSlot, nextDueSlots } from '#lib/domain/schedule/next-slots';
import { isTimeZone } from '#lib/domain/validation/time-zone';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { slotWords } from '#lib/domain/words/times';
import { wholeDays } from '../queries/whole-days.ts';
import { useTimeWords } from '../ui/clock.tsx';
import { Note } from '../ui/note.tsx';
import { countsOf, planOf } from './plan-draft.ts';
import { ALL_HOURS, type ScheduleDraft } from './schedule-draft.ts';
import { type Estimate, estimate, estimateWords, keptShortage, planEstimate } from './schedule-estimate.ts';

const SHOWN = 4;
const MINUTE = 60_000;

type NextBackupsProps = {
  draft: ScheduleDraft;
  store: Pick<DataStoreDetail, 'lastBackup' | 'storage' | 'kept'>;
};

/** When the schedule would run next, and what it amounts to; follows every change of the choice. */
export const NextBackups = ({ draft, store }: NextBackupsProps) => {
  const minute = Number(useTimeWords((now) => String(Math.floor(now / MINUTE))));
  const slots = useMemo(() => {
    const timing = timingOf(draft);
    return timing ? nextDueSlots(timing, new Date(minute * MINUTE), SHOWN) : [];
  }, [draft, minute]);
  const amounts = slots.length > 0 ? estimateOf(draft, store.lastBackup?.storedBytes ?? null) : null;
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
          <p className="mt-1 text-muted">{NONE_WORDS[draft.kind]}</p>
        ) : (
          <Slots slots={slots} timeZone={draft.timeZone} wide={draft.kind === 'plan'} />
        )}
        {amounts && (
          <p className="mt-2 text-muted tabular-nums">{estimateWords(amounts, store.storage.freeBytes)}</p>
        )}
      </Note>
    </>
  );
};

const NONE_WORDS = {
  grid: 'None: choose at least one day and one hour.',
  plan: 'None: give a time of day first.',
};

type SlotsProps = { slots: readonly DueSlot[]; timeZone: string; wide: boolean };

const Slots = ({ slots, timeZone, wide }: SlotsProps) => (
  <ul
    aria-label="Next backups"
    className={`mt-1 grid gap-x-4 gap-y-0.5 text-muted tabular-nums ${wide ? '' : 'grid-cols-2'}`}
  >
    {slots.map(({ at, tiers }) => (
      <li key={at.getTime()} className="flex justify-between gap-4">
        <time dateTime={at.toISOString()}>{slotWords(at, timeZone)}</time>
        {tiers.length > 0 && (
          <span className="text-text">{tiers.map((tier) => TIER_WORDS[tier].toLowerCase()).join(', ')}</span>
        )}
      </li>
    ))}
  </ul>
);

const timingOf = ({ kind, days, hours, timeZone, plan }: ScheduleDraft): Timing | null => {
  if (!isTimeZone(timeZone)) return null;
  if (kind === 'plan') return planOf(plan, timeZone);
  return { kind, days, hours, everyHour: hours.length === ALL_HOURS.length, timeZone };
};

const estimateOf = (draft: ScheduleDraft, lastStoredBytes: number | null): Estimate | null => {
  if (draft.kind === 'plan') {
    const counts = countsOf(draft.plan);
    return counts && planEstimate(counts, lastStoredBytes);
  }
  const retentionDays = wholeDays(draft.retentionDays, MAX_RETENTION_DAYS);
  return retentionDays === null ? null : estimate({ ...draft, retentionDays }, lastStoredBytes);
};
