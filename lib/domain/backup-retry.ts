import { type BackupStatus, type BackupTrigger, MAX_RETENTION_DAYS } from './backup.ts';

/** What `Try again` of a failed backup starts: one by hand, of the same store. */
export type BackupRetry = {
  dataStoreId: string;
  /** Empty: it is named anew, as the name of the failed one holds its time. */
  description: string;
  /** null: the console's default. */
  retentionDays: number | null;
};

type Tried = {
  status: BackupStatus;
  trigger: BackupTrigger;
  description: string;
  dataStoreId: string;
  retentionDays: number | null;
  /** Of one that a plan began. */
  retentionSeconds: number | null;
};

/** Null where a new backup would not make good for it: a failed safety backup belongs to a restore, which is started again. */
export const retryOf = (
  { status, trigger, description, dataStoreId, retentionDays, retentionSeconds }: Tried,
  storeExists: boolean,
): BackupRetry | null => {
  if (status !== 'failed' || trigger === 'safety' || trigger === 'import' || !storeExists) return null;
  const days = retentionDays ?? (retentionSeconds === null ? null : daysOf(retentionSeconds));
  return { dataStoreId, description: trigger === 'manual' ? description : '', retentionDays: days };
};

/** The one by hand is in no tier: it is kept for as long as the plan would have kept the failed one. */
const daysOf = (seconds: number): number =>
  Math.min(MAX_RETENTION_DAYS, Math.max(1, Math.round(seconds / 86_400)));
