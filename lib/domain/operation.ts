import type { BackupId, DataStoreId, OperationId, RestoreId } from './ids.ts';

export const OPERATION_KINDS = ['backup', 'restore', 'verification', 'deletion'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

export const OPERATION_STATES = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

export const MOVING_STATES = ['pending', 'running'] as const satisfies OperationState[];
export type MovingState = (typeof MOVING_STATES)[number];
/** It waits or runs: an operation, or the backup or restore that goes with it. */
export const isMoving = (state: string): state is MovingState => state === 'pending' || state === 'running';

/** Of an operation that counts from zero several times: `Step 2 of 3: safety backup`. */
export type Step = { number: number; of: number; name: string };

/** How far a long operation is. Bytes are plain bytes; totals are null while nobody knows them. */
export type Progress = {
  /** What is being done, as a person would say it: `Reading keys`, `Verifying`, `Loading`. */
  phase: string;
  bytes: number;
  bytesTotal: number | null;
  keys: number;
  keysTotal: number | null;
  /** What the keys are, where they are no keys: vertices and edges of a graph. */
  unit?: 'element';
  /** Per second, over the last few seconds. */
  bytesPerSecond: number;
  keysPerSecond: number;
  secondsLeft: number | null;
  /** Which part of the operation the figures are of, where it has several. */
  step?: Step;
};

/** What an engine reports: rate and time left are computed by the lifecycle. */
export type ProgressReport = Pick<Progress, 'phase' | 'bytes' | 'keys'> &
  Partial<Pick<Progress, 'bytesTotal' | 'keysTotal' | 'step' | 'unit'>>;

/** What a long call gets from the lifecycle that runs it. */
export type Run = {
  signal: AbortSignal;
  /** Cheap: may be called for every chunk; written at most once a second. */
  progress(report: ProgressReport): void;
  /**
   * Throws when this attempt has given no sign of life for so long that another one may have taken over: to be called
   * before what cannot be fenced, the writes to a target. Absent where nobody can take over (the command line).
   */
  mustHold?(): void;
  /** One line for the operation's log. */
  log(line: string): void;
};

export type Operation = {
  id: OperationId;
  kind: OperationKind;
  state: OperationState;
  dataStoreId: DataStoreId | null;
  dataStoreName: string | null;
  backupId: BackupId | null;
  restoreId: RestoreId | null;
  /** What it is about: the backup's description. */
  subject: string;
  /** Raised by each claim: only the claim that holds it may write. */
  attempt: number;
  /** Attempts that failed and are tried again. A worker that stops or is lost is none of them. */
  tries: number;
  /** Workers that were lost while they ran it. */
  losses: number;
  /** Nobody takes it before. */
  notBefore: Date | null;
  progress: Progress | null;
  reason: string | null;
  cancelRequested: boolean;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};
