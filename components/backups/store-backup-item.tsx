'use client';

import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import { isMoving } from '#lib/domain/operation';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { bytesWords } from '#lib/domain/words/figures';
import { exactWords, relativeWords } from '#lib/domain/words/times';
import { classNames } from '../ui/class-names.ts';
import { useTimeZone } from '../ui/clock.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { BackupMark } from './backup-mark.tsx';
import { BackupSummary } from './backup-summary.tsx';
import { kindOf } from './backup-words.ts';
import { CancelBackup } from './cancel-backup.tsx';
import { TryAgainButton } from './try-again-button.tsx';

// Loaded when the pointer or the focus comes near a line.
const loadDetails = () => import('./backup-details.tsx');
const preload = () => void loadDetails();
const BackupDetails = lazy(async () => ({ default: (await loadDetails()).BackupDetails }));

const startedWords = (at: string, now: number): string => `started ${relativeWords(at, now)}`;

/** One backup in a store's list: a line, and what one can do with it below when it is opened. */
export const StoreBackupItem = ({ backup }: { backup: BackupRow }) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const zone = useTimeZone();
  const kind = kindOf(backup);
  const moving = isMoving(backup.status);
  return (
    <li className="border-b border-line last:border-b-0">
      {/* The button lies over the whole line, so that a bar and another button may stand in it. */}
      <div className="group relative grid min-h-[46px] grid-cols-[20px_minmax(0,1fr)_auto_16px] items-center gap-x-3 gap-y-1 px-3.5 py-2 hover:bg-sunken md:grid-cols-[24px_164px_minmax(0,1fr)_auto_20px] md:px-[18px]">
        <button
          type="button"
          aria-label={`${kind} backup, ${exactWords(backup.createdAt, zone)}`}
          aria-expanded={open}
          {...(open ? { 'aria-controls': id } : {})}
          onClick={() => setOpen(!open)}
          onPointerEnter={preload}
          onFocus={preload}
          className="absolute inset-0 -outline-offset-2"
        />
        <BackupMark status={backup.status} />
        <span className="min-w-0 font-semibold md:truncate">{kind}</span>
        <div className="min-w-0 max-md:order-last max-md:col-[2/-1]">
          <BackupSummary backup={backup} />
        </div>
        <div className="flex items-center justify-end gap-3 text-muted tabular-nums">
          {moving && <CancelBackup backup={backup} />}
          {backup.retry && <TryAgainButton retry={backup.retry} className="relative" />}
          {backup.storedBytes !== null && !moving && <span>{bytesWords(backup.storedBytes)}</span>}
          <RelativeTime
            at={backup.createdAt}
            {...(moving ? { words: startedWords } : {})}
            className={classNames('text-right', moving ? 'min-w-[136px] max-md:hidden' : 'md:min-w-24')}
          />
        </div>
        <ChevronDown
          aria-hidden
          className={classNames('size-4 text-faint transition-transform duration-150', open && 'rotate-180')}
        />
      </div>
      {open && (
        <div id={id} className="px-3.5 pt-1 pb-[18px] md:pr-[18px] md:pl-[54px]">
          <Suspense>
            <BackupDetails backup={backup} />
          </Suspense>
        </div>
      )}
    </li>
  );
};
