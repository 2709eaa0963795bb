'use client';

import { useState } from 'react';
import type { PolicyView } from '#lib/domain/views/policy-view';
import { draftOf, type ScheduleDraft } from './schedule-draft.ts';

/**
 * What is chosen in the drawer, on which applied schedule it is based, and whether somebody changed that meanwhile.
 * Until something is chosen the drawer follows what is applied; from then on it holds on to what it started from.
 *
 * `applied` is undefined while it is not known yet, null for a store without a schedule.
 */
export const useScheduleDraft = (applied: PolicyView | null | undefined, browserZone: string) => {
  const [edited, setEdited] = useState<ScheduleDraft | null>(null);
  const [base, setBase] = useState<PolicyView | null>(null);
  const [shelved, setShelved] = useState<ScheduleDraft | null>(null);
  if (applied === undefined) return null;
  const seen = edited ? base : applied;
  const draft = edited ?? draftOf(applied, browserZone);
  return {
    draft,
    /** What the drawer saw; the server compares it. */
    revision: seen?.revision ?? 0,
    stale: (seen?.revision ?? 0) !== (applied?.revision ?? 0),
    change: (change: Partial<ScheduleDraft>) => {
      if (!edited) setBase(applied);
      setEdited({ ...draft, ...change });
    },
    /** Goes on with what was chosen, knowing what is applied now. */
    keepMine: () => setBase(applied),
    /** Shows what is applied now; what was chosen can be brought back. */
    showApplied: () => {
      setShelved(edited);
      setEdited(null);
    },
    bringBack: shelved
      ? () => {
          setBase(applied);
          setEdited(shelved);
          setShelved(null);
        }
      : null,
  };
};

export type ScheduleEditing = NonNullable<ReturnType<typeof useScheduleDraft>>;
