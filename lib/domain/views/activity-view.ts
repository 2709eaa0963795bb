import type { BackupRetry } from '../backup-retry.ts';
import type { OperationKind, OperationState, Progress } from '../operation.ts';
import type { RestoreOffers, TargetState } from '../restore.ts';

/** One line of Activity: an operation, or a slot that became no backup. */
export type ActivityRow = {
  id: string;
  kind: OperationKind | 'slot';
  /** `Before the 4.2 migration`, or the slot's time in its zone. */
  subject: string;
  dataStoreId: string | null;
  dataStoreName: string | null;
  /** Word shown in the pill, from the tables of the domain (`Running`, `Available`, `Skipped`, …). */
  status: string;
  state: OperationState | 'skipped' | 'missed';
  progress: Progress | null;
  reason: string | null;
  /** What it did, when it is through: `41,207,882 keys · 1.02 GB · 14.2 s`. */
  summary: string | null;
  /** The try it is at, from 1: a worker that stops or is lost does not count. */
  attempt: number;
  /** How often a worker began it: more than `attempt` where one stopped or was lost. */
  starts: number;
  at: string;
  /** When it first began. */
  startedAt: string | null;
  finishedAt: string | null;
  backupId: string | null;
  cancellable: boolean;
  cancelRequested: boolean;
  /** What `Try again` of a failed backup starts; null where it is not offered. */
  retry: BackupRetry | null;
  restore:
    | ({
        id: string;
        targetState: TargetState;
        /** Its old data was gone before it ended. */
        cleared: boolean;
        notes: string[];
      } & RestoreOffers)
    | null;
};

export const ACTIVITY_KINDS = ['backup', 'restore', 'verification', 'deletion', 'slot'] as const;

export type ActivityFilter = { dataStore?: string; kind?: string; state?: string; cursor?: string };

export type OperationLogLine = { at: string; text: string };

export const ACTIVITY_PAGE_SIZE = 50;
