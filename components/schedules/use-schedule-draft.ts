'use client';

import { useState } from 'react';
import type { PolicyView } from '#lib/domain/views/policy-view';
import type { ScheduleDraft } from './schedule-draft.ts';
import { broughtBack, changed, keptMine, showedApplied, shownOf, UNTOUCHED } from './schedule-editing.ts';

/** `applied` is undefined while it is not known yet, null for a store without a schedule. */
export const useScheduleDraft = (applied: PolicyView | null | undefined, browserZone: string) => {
  const [editing, setEditing] = useState(UNTOUCHED);
  if (applied === undefined) return null;
  const context = { applied, browserZone };
  return {
    ...shownOf(editing, context),
    change: (change: Partial<ScheduleDraft>) => setEditing((now) => changed(now, change, context)),
    keepMine: () => setEditing((now) => keptMine(now, applied)),
    showApplied: () => setEditing(showedApplied),
    bringBack: () => setEditing((now) => broughtBack(now, applied)),
  };
};

export type ScheduleEditing = NonNullable<ReturnType<typeof useScheduleDraft>>;
