/** A store's schedule and retention as the drawer and the pages show it. */
export type PolicyView = {
  enabled: boolean;
  /** ISO weekdays, 1 = Monday. */
  days: number[];
  hours: number[];
  everyHour: boolean;
  timeZone: string;
  retentionDays: number;
  /** Number of the last change: the drawer sends it back, so that a stale tab is told. */
  revision: number;
  nextAt: string | null;
};

/** What another retention would do to the backups already taken (`Apply to backups already taken`). */
export type RetentionPreview = {
  /** Scheduled, unpinned ones that would get a new date. */
  taken: number;
  /** Those among them that would go at the next sweep. */
  removed: { id: string; description: string; createdAt: string }[];
  removedCount: number;
};
