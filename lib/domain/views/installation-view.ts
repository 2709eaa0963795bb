/** One part that the installation needs. `reason` is a sentence for people; null while all is well. */
export type PartState = { ok: boolean; reason: string | null };

/** `low`: backups fit, but not for long. `full`: some store's next backup does not fit, or not all of them do. */
export type SpaceState = PartState & { level: 'enough' | 'low' | 'full' };

/** What is wrong with the installation, for the signed-in console: what it needs besides its database. */
export type InstallationView = {
  /** Where the backups are kept. */
  storage: PartState;
  /** Whether the storage has room for what comes next. */
  space: SpaceState;
  /** Whether any worker is running. */
  worker: PartState;
  /** Something may be wrong, and another look a few seconds later will tell. */
  unsure: boolean;
};
