'use client';

import { isMoving } from '#lib/domain/operation';
import type { ActivityRow } from '#lib/domain/views/activity-view';
import { incompleteWords } from '#lib/domain/words/incomplete-restore';
import { TryAgainButton } from '../backups/try-again-button.tsx';
import { OperationProgress } from './operation-progress.tsx';
import { RestoreRemedies } from './restore-remedies.tsx';

type Restored = NonNullable<ActivityRow['restore']>;

/** How far a row is, or what came of it, and what can be done about that. */
export const ActivityOutcome = ({ row }: { row: ActivityRow }) => {
  if (isMoving(row.state)) {
    if (row.cancelRequested) return <span className="text-muted">Being cancelled</span>;
    if (row.state === 'pending')
      return <span className="text-muted wrap-anywhere">{row.reason ?? 'Waits for a worker'}</span>;
    return (
      <OperationProgress
        label={`${row.subject}: progress`}
        progress={row.progress}
        hasSteps={row.kind === 'restore'}
      />
    );
  }
  const notes = row.restore?.notes ?? [];
  return (
    <div className="flex flex-col items-start gap-1 text-muted wrap-anywhere">
      {row.reason && row.reason !== row.status && (
        <span className={row.state === 'failed' ? 'text-bad' : ''}>{row.reason}</span>
      )}
      {row.restore && <IncompleteStore restore={row.restore} />}
      {row.summary && <span className="tabular-nums">{row.summary}</span>}
      {notes.map((note) => (
        <span key={note} className="text-caption">
          {note}
        </span>
      ))}
      {row.restore && <RestoreRemedies restore={row.restore} />}
      {row.retry && <TryAgainButton retry={row.retry} className="mt-1" />}
    </div>
  );
};

/** What a restore that did not get to its end left behind: bad news until another one changed the store again. */
const IncompleteStore = ({ restore: { targetState, cleared, again } }: { restore: Restored }) => {
  if (targetState !== 'incomplete') return null;
  return again ? (
    <span className="font-semibold text-bad">The store is incomplete: {incompleteWords(cleared)}</span>
  ) : (
    <span>It left the store incomplete; another restore came after it.</span>
  );
};
