import type { PreflightView } from '#lib/domain/views/restore-view';

/** What stands between the drawer and its `Restore` button. */
export type Readiness =
  | { ready: true }
  | {
      ready: false;
      missing: 'backup' | 'data-store' | 'preflight' | 'permission-of-preflight' | 'confirmation';
    };

type Chosen = {
  backupId: string | null;
  dataStoreId: string | null;
  /** The preflight of exactly these two; null while it is under way or failed. */
  preflight: PreflightView | null;
  safetyBackup: boolean;
  /** What was typed to confirm a restore without a safety backup. */
  confirmation: string;
};

export const readiness = (chosen: Chosen): Readiness => {
  const { backupId, dataStoreId, preflight, safetyBackup, confirmation } = chosen;
  if (!backupId) return { ready: false, missing: 'backup' };
  if (!dataStoreId) return { ready: false, missing: 'data-store' };
  // An answer about another pair says nothing about this one.
  if (preflight?.backup.id !== backupId || preflight.target.id !== dataStoreId) {
    return { ready: false, missing: 'preflight' };
  }
  if (!preflight.allowed) return { ready: false, missing: 'permission-of-preflight' };
  if (!safetyBackup && confirmation.trim() !== preflight.target.name) {
    return { ready: false, missing: 'confirmation' };
  }
  return { ready: true };
};
