'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { RetentionPreview } from '#lib/domain/views/policy-view';
import { countOf, countWords } from '#lib/domain/words/figures';
import { Description } from '../backups/description.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { ScheduleDraft } from './schedule-draft.ts';
import { retentionOf, retentionPreviewQuery } from './schedule-queries.ts';

type ApplyToTakenProps = {
  dataStoreId: string;
  draft: ScheduleDraft;
  onChange(change: Partial<ScheduleDraft>): void;
};

/** Whether a new retention also holds for the backups already taken, and which of them would go. */
export const ApplyToTaken = ({ dataStoreId, draft, onChange }: ApplyToTakenProps) => {
  const [shown, setShown] = useState(false);
  const listId = useId();
  const retention = retentionOf(draft);
  const query = useQuery({ ...retentionPreviewQuery(dataStoreId, retention), enabled: retention !== null });
  const preview = retention === null ? undefined : query.data;
  const some = preview !== undefined && preview.removedCount > 0;
  return (
    <div>
      <Checkbox
        label="Apply to backups already taken"
        checked={draft.applyToExisting}
        onChecked={(applyToExisting) => onChange({ applyToExisting })}
        hint={
          <>
            {retention === null ? FIRST_WORDS[draft.kind] : hintWords(preview, query.error, draft.kind)}
            {some && (
              <>
                {' '}
                <button
                  type="button"
                  aria-expanded={shown}
                  aria-controls={listId}
                  onClick={() => setShown(!shown)}
                  className="link"
                >
                  {shown ? 'Hide' : 'Show'}
                </button>
              </>
            )}
          </>
        }
      />
      {some && shown && <Removed id={listId} preview={preview} />}
    </div>
  );
};

const FIRST_WORDS = {
  grid: 'First give the retention in whole days.',
  plan: 'First give the time, and what is kept in whole numbers.',
};

const NONE_WORDS = {
  grid: 'The schedule has taken none yet.',
  plan: 'A plan has taken none yet. What was taken by days and hours keeps its date.',
};

const hintWords = (
  preview: RetentionPreview | undefined,
  error: Error | null,
  kind: ScheduleDraft['kind'],
): string => {
  if (!preview) return error ? `How many that are is not known: ${error.message}` : 'Counting them…';
  const { taken, removedCount } = preview;
  if (taken === 0) return NONE_WORDS[kind];
  const first =
    kind === 'plan'
      ? `The plan would decide anew when ${countOf(taken, 'backup')} ${taken === 1 ? 'goes' : 'go'}.`
      : `${countOf(taken, 'scheduled backup')} would get the new date.`;
  if (removedCount === 0) return `${first} None of them would be deleted.`;
  return `${first} ${countWords(removedCount)} of them would be deleted at once.`;
};

const Removed = ({ id, preview }: { id: string; preview: RetentionPreview }) => (
  <ul
    id={id}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
    tabIndex={0}
    aria-label="Backups that would be deleted"
    className="mt-2 ml-7 max-h-44 overflow-y-auto rounded-pop border border-line bg-sunken px-3 py-1.5 text-small"
  >
    {preview.removed.map((backup) => (
      <li key={backup.id} className="flex justify-between gap-3 py-1">
        <span className="min-w-0 truncate" title={backup.description}>
          <Description text={backup.description} />
        </span>
        <RelativeTime at={backup.createdAt} className="shrink-0 text-muted" />
      </li>
    ))}
    {preview.removedCount > preview.removed.length && (
      <li className="py-1 text-muted">
        and {countWords(preview.removedCount - preview.removed.length)} more
      </li>
    )}
  </ul>
);
