/** One part that the installation needs. `reason` is a sentence for people; null while all is well. */
export type PartState = { ok: boolean; reason: string | null };

/** What is wrong with the installation, for the signed-in console: what it needs besides its database. */
export type InstallationView = {
  /** Where the backups are kept. */
  storage: PartState;
  /** Whether the storage has room for what comes next. */
  space: PartState;
  /** Whether any worker is running. */
  worker: PartState;
};
