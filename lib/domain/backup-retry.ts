import type { BackupStatus, BackupTrigger } from './backup.ts';

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
};

/** Null where a new backup would not make good for it: a failed safety backup belongs to a restore, which is started again. */
export const retryOf = (
  { status, trigger, description, dataStoreId, retentionDays }: Tried,
  storeExists: boolean,
): BackupRetry | null => {
  if (status !== 'failed' || trigger === 'safety' || trigger === 'import' || !storeExists) return null;
  return { dataStoreId, description: trigger === 'manual' ? description : '', retentionDays };
};
