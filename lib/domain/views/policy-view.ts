import type { Tier } from '../backup.ts';
import type { GridPolicy, PlanPolicy } from '../policy.ts';

/** A store's schedule and retention as the drawer and the pages show it. */
export type PolicyView = GridPolicyView | PlanPolicyView;

type Shown = {
  /** The next nominal time, ISO 8601. */
  nextAt: string | null;
};
/** `revision`: number of the last change; the drawer sends it back, so that a stale tab is told. */
export type GridPolicyView = Omit<GridPolicy, 'dataStoreId'> & Shown;
export type PlanPolicyView = Omit<PlanPolicy, 'dataStoreId'> &
  Shown & {
    /** Due at `nextAt`. */
    nextTiers: Tier[];
  };

/** What another retention would do to the backups already taken (`Apply to backups already taken`). */
export type RetentionPreview = {
  /** Unpinned ones that the schedule took, and on-demand ones, that would get a new end. */
  taken: number;
  /** Those among them that would go at the next sweep. */
  removed: { id: string; description: string; createdAt: string }[];
  removedCount: number;
};
