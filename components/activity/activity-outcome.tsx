'use client';

import type { ActivityRow } from '#lib/domain/views/activity-view';
import { TryAgainButton } from '../backups/try-again-button.tsx';
import { isMovingRow } from './activity-queries.ts';
import { OperationProgress } from './operation-progress.tsx';
import { RestoreRemedies } from './restore-remedies.tsx';

/** How far a row is, or what came of it, and what can be done about that. */
export const ActivityOutcome = ({ row }: { row: ActivityRow }) => {
  if (isMovingRow(row)) {
    if (row.cancelRequested) return <span className="text-muted">Being cancelled</span>;
    if (row.state === 'pending')
      return <span className="text-muted wrap-anywhere">{row.reason ?? 'Waits for a worker'}</span>;
    return <OperationProgress label={`${row.subject}: progress`} progress={row.progress} />;
  }
  const notes = row.restore?.notes ?? [];
  return (
    <div className="flex flex-col items-start gap-1 text-muted wrap-anywhere">
      {row.reason && <span className={row.state === 'failed' ? 'text-bad' : ''}>{row.reason}</span>}
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
