/** The figures above the account's backups, of all stores together. */
export type BackupFigures = {
  /** Available backups, of stores that are gone too, and their stored bytes. */
  backups: number;
  bytes: number;
  /**
   * The store whose last good backup is the oldest, and when that was taken; one without any comes first (`since` null).
   * null while there is no store.
   */
  atRisk: { dataStoreId: string; dataStoreName: string; since: string | null } | null;
  /** Backups that failed in the last seven days. */
  failedLately: number;
};
