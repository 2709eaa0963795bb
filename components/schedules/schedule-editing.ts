import type { PolicyView } from '#lib/domain/views/policy-view';
import { draftOf, type ScheduleDraft } from './schedule-draft.ts';

/**
 * What happened in the drawer so far. Until something is chosen it follows what is applied; from then on it holds on
 * to what it started from, so that a schedule applied elsewhere meanwhile is told and not overwritten unseen.
 */
export type Editing = {
  /** What was chosen; null before the first choice. */
  edited: ScheduleDraft | null;
  /** The schedule that the choice started from; null for a store without one. */
  base: PolicyView | null;
  /** A choice that was put aside to look at what is applied. */
  shelved: ScheduleDraft | null;
};

export const UNTOUCHED: Editing = { edited: null, base: null, shelved: null };

type Applied = { applied: PolicyView | null; browserZone: string };

const revisionOf = (policy: PolicyView | null): number => policy?.revision ?? 0;

/** What the drawer shows. `revision` is what it has seen: the server compares it. */
export const shownOf = (editing: Editing, { applied, browserZone }: Applied) => {
  const seen = editing.edited ? editing.base : applied;
  return {
    draft: editing.edited ?? draftOf(applied, browserZone),
    revision: revisionOf(seen),
    stale: revisionOf(seen) !== revisionOf(applied),
    shelved: editing.shelved !== null,
  };
};

export const changed = (editing: Editing, change: Partial<ScheduleDraft>, context: Applied): Editing => ({
  ...editing,
  base: editing.edited ? editing.base : context.applied,
  edited: { ...shownOf(editing, context).draft, ...change },
});

/** Goes on with what was chosen, knowing what is applied now. */
export const keptMine = (editing: Editing, applied: PolicyView | null): Editing => ({
  ...editing,
  base: applied,
});

/** Shows what is applied now; what was chosen can be brought back. */
export const showedApplied = (editing: Editing): Editing => ({
  edited: null,
  base: null,
  shelved: editing.edited,
});

export const broughtBack = (editing: Editing, applied: PolicyView | null): Editing => ({
  edited: editing.shelved,
  base: applied,
  shelved: null,
});
