'use client';

import type { LastRestore } from '#lib/domain/views/data-store-view';
import { incompleteWords } from '#lib/domain/words/incomplete-restore';
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
      title={
        incomplete
          ? `A restore ended incomplete: ${incompleteWords(restore.cleared, 'the store')}`
          : undefined
      }
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-72">
          <RestoreWords restore={restore} /> <RelativeTime at={restore.finishedAt} />.{' '}
          <span className={incomplete ? '' : 'text-muted'}>
            <WayBackWords restore={restore} />
          </span>
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

/** What each button would bring, and what becomes of the data that is there now. */
const WayBackWords = ({ restore: { safetyAt, repeats, again, keepsSafety } }: { restore: LastRestore }) => (
  <>
    {safetyAt && (
      <>
        The safety backup taken <RelativeTime at={safetyAt} /> holds what was there before
        {repeats ? ' the first attempt' : ''}.{' '}
      </>
    )}
    {(again || safetyAt) &&
      (keepsSafety || !again
        ? 'Before anything is replaced, another safety backup keeps what is there now.'
        : 'It was started without a safety backup, and so would it be again: nothing keeps what is there now.')}
  </>
);
