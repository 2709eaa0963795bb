/** How many days back a store's pictures go, today included. */
export const HISTORY_VIEW_DAYS = 90;

/** What became of the slots of a day. */
export type DaySlots = { available: number; failed: number; skipped: number; missed: number };

export type HistoryDay = {
  /** `2026-11-23`, on the clocks of the history's zone. */
  date: string;
  /** When the day ends. */
  until: string;
  /** Good backups taken on it, by hand too. Safety backups belong to their restore and do not count. */
  taken: number;
  failed: number;
  /** Stored bytes of the largest, seconds of the longest; null without a good one. */
  largestBytes: number | null;
  longestSeconds: number | null;
  /** The most that the age of the last good backup came to, seconds; null before the first one. */
  oldestSeconds: number | null;
  slots: DaySlots;
};

/** The last 90 days of a store, oldest first, on the clocks of its schedule (UTC without one). */
export type StoreHistory = { timeZone: string; days: HistoryDay[] };
