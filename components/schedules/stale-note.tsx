'use client';

import type { PolicyView } from '#lib/domain/views/policy-view';
import { retentionWords, scheduleWords } from '#lib/domain/words/schedule';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import type { ScheduleEditing } from './use-schedule-draft.ts';

const appliedWords = (policy: PolicyView | null): string =>
  policy?.enabled
    ? `Now applied: ${scheduleWords(policy)}; kept: ${retentionWords(policy)}.`
    : 'Now applied: no schedule.';

/** Somebody applied another schedule while this drawer was open. */
export const StaleNote = ({ applied, editing }: { applied: PolicyView | null; editing: ScheduleEditing }) => (
  <Note tone="warn" role="alert" title="This schedule was changed in the meantime.">
    <p>{appliedWords(applied)} What you chose is still here and not applied.</p>
    <div className="mt-2.5 flex flex-wrap gap-2">
      <Button size="s" onClick={editing.keepMine}>
        Go on with my choice
      </Button>
      <Button size="s" onClick={editing.showApplied}>
        Show what is applied
      </Button>
    </div>
  </Note>
);

export const BringBackNote = ({ onBringBack }: { onBringBack(): void }) => (
  <Note tone="info" title="This is what is applied now.">
    <Button size="s" className="mt-2" onClick={onBringBack}>
      Bring back my choice
    </Button>
  </Note>
);
