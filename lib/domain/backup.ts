import type { BackupId, DataStoreId } from './ids.ts';
import { isMoving } from './operation.ts';

export const BACKUP_STATUSES = [
  'pending',
  'running',
  'available',
  'damaged',
  'failed',
  'cancelled',
  'deleting',
  'deleted',
] as const;
export type BackupStatus = (typeof BACKUP_STATUSES)[number];
export const BACKUP_STATUS_WORDS: Record<BackupStatus, string> = {
  pending: 'Pending',
  running: 'Running',
  available: 'Available',
  damaged: 'Damaged',
  failed: 'Failed',
  cancelled: 'Cancelled',
  deleting: 'Deleting',
  deleted: 'Deleted',
};

export const BACKUP_TRIGGERS = ['manual', 'schedule', 'safety', 'import'] as const;
export type BackupTrigger = (typeof BACKUP_TRIGGERS)[number];
/** Those that something makes today: what a filter offers. */
export const MADE_TRIGGERS = ['manual', 'schedule', 'safety'] as const satisfies BackupTrigger[];
export const TRIGGER_WORDS: Record<BackupTrigger, string> = {
  manual: 'Manual',
  schedule: 'Scheduled',
  safety: 'Safety',
  import: 'Imported',
};

export const TIERS = ['on-demand', 'daily', 'weekly', 'monthly'] as const;
export type Tier = (typeof TIERS)[number];
export const TIER_WORDS: Record<Tier, string> = {
  'on-demand': 'On-demand',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
};

/** It changes by itself: it is being taken, or its files are being removed. */
export const isMovingBackup = (status: BackupStatus): boolean => isMoving(status) || status === 'deleting';
export const isRestorable = (status: BackupStatus): boolean => status === 'available';
/** Safety backups hold what a restore replaced, and damaged ones hold nothing sure: neither is a good one to go back to. */
export const isGoodBackup = ({
  status,
  trigger,
}: {
  status: BackupStatus;
  trigger: BackupTrigger;
}): boolean => status === 'available' && trigger !== 'safety';
/** It has an artefact in the storage, whether that is sound or not. */
export const holdsFiles = (status: BackupStatus): boolean => status === 'available' || status === 'damaged';
/** States in which a person, or retention, may delete it: every end state. */
export const isDeletable = (status: BackupStatus): boolean =>
  holdsFiles(status) || status === 'failed' || status === 'cancelled';

export const SNAPSHOT_METHODS = ['replica', 'scan', 'cursor'] as const;
export type SnapshotMethod = (typeof SNAPSHOT_METHODS)[number];
export type Consistency = 'point-in-time' | 'fuzzy';

/** Word that begins the accessible name of a backup in a store's list: `Scheduled backup, <time>`. */
export const backupKind = (trigger: BackupTrigger): string => {
  const kinds: Record<BackupTrigger, string> = {
    manual: 'On-demand',
    schedule: 'Scheduled',
    safety: 'Safety',
    import: 'Imported',
  };
  return kinds[trigger];
};

/** How long a safety backup is kept, days. */
export const SAFETY_RETENTION_DAYS = 7;
/** How long rows of failed and cancelled backups stay, days. */
export const FAILED_ROW_DAYS = 90;
export const DEFAULT_RETENTION_DAYS = 30;
export const MAX_RETENTION_DAYS = 3650;

/** What retention needs to know of a backup. */
export type RetainedBackup = {
  id: BackupId;
  dataStoreId: DataStoreId;
  status: BackupStatus;
  trigger: BackupTrigger;
  /** Of a plan; none for one that belongs to no tier. */
  tiers: Tier[];
  /** The nominal time of the plan's slot that it was taken for. */
  slotAt: Date | null;
  /** When its snapshot began; of one that holds no data, when it was asked for. */
  createdAt: Date;
  /** null: it does not expire by date. */
  expiresAt: Date | null;
  pinned: boolean;
  /** A restore or download reads it now. */
  inUse: boolean;
  /** Its deletion failed, and is begun again by itself only then. */
  deletionWaitsUntil?: Date | null;
};
