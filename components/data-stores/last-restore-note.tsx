'use client';

import type { LastRestore } from '#lib/domain/views/data-store-view';
import { RestoreRemedies } from '../activity/restore-remedies.tsx';
import { Note } from '../ui/note.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

/** What the last restore left in the store, and the way back from it while there is one. */
export const LastRestoreNote = ({ restore }: { restore: LastRestore }) => {
  const incomplete = restore.targetState === 'incomplete';
  return (
    <Note
      tone={incomplete ? 'bad' : 'info'}
      icon={incomplete}
      className="mb-[18px]"
      title={incomplete ? 'A restore ended incomplete: the store holds a part of each.' : undefined}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-72">
          <RestoreWords restore={restore} /> <RelativeTime at={restore.finishedAt} />.{' '}
          {restore.rollBack && (
            <span className={incomplete ? '' : 'text-muted'}>
              The safety backup holds what was there before.
            </span>
          )}
        </p>
        <RestoreRemedies restore={restore} />
      </div>
    </Note>
  );
};

const RestoreWords = ({ restore: { description, targetState } }: { restore: LastRestore }) => {
  const backup = description ? <strong className="font-semibold">{description}</strong> : 'A backup';
  if (targetState === 'incomplete') return <>{backup} was being restored until</>;
  return <>{backup} was restored into this store</>;
};
