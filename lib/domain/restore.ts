export const RESTORE_STATUSES = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
export type RestoreStatus = (typeof RESTORE_STATUSES)[number];

/** What became of the target's data. */
export const TARGET_STATES = ['untouched', 'replaced', 'incomplete', 'rolled back'] as const;
export type TargetState = (typeof TARGET_STATES)[number];

export const RESTORE_METHODS = ['push', 'staged', 'restore', 'cursor'] as const;
export type RestoreMethod = (typeof RESTORE_METHODS)[number];
/** The methods that this build has. */
export const BUILT_RESTORE_METHODS = ['restore', 'cursor'] as const satisfies readonly RestoreMethod[];

/** One line of the preflight, as the drawer shows it. */
export type PreflightCheck = {
  id: string;
  /** `pass` all is well; `warn` it goes on, but this changes or is lost; `refuse` the restore is not started. */
  outcome: 'pass' | 'warn' | 'refuse';
  /** A sentence; a refusal names the cure. */
  text: string;
  /** A figure at the right edge, such as `270 MB of 512 MB`. */
  figure?: string;
};

export type Preflight = {
  checks: PreflightCheck[];
  /** What is in the target now, and will be lost. */
  lost: Holdings;
  /** What the backup holds. */
  brought: Holdings;
};

export type KeyHoldings = { keys: number; databases: number; functions: number };
/** `null`: not known, as counting a graph reads all of it. `empty`: there is certainly none. */
export type GraphHoldings = { vertices: number | null; edges: number | null; empty: boolean };
export type Holdings = KeyHoldings | GraphHoldings;

export const isGraphHoldings = (holdings: Holdings): holdings is GraphHoldings => 'vertices' in holdings;

export const refusals = (preflight: Preflight): PreflightCheck[] =>
  preflight.checks.filter((check) => check.outcome === 'refuse');

/** What a restore into a server of the Redis family reports when it is through. */
export type KeyRestoreFacts = {
  method: Exclude<RestoreMethod, 'cursor'>;
  /** Keys written and acknowledged. */
  keys: number;
  functions: number;
  bytes: number;
  /** Left out because their time was over. */
  expiredKeys: number;
  /** Hashes whose field times were all over (Dragonfly). */
  expiredHashes: number;
  /** Times shortened by the target (Dragonfly: above 8.5 years). */
  clampedExpiries: number;
  /** Functions that the target cannot hold. */
  droppedFunctions: number;
  /** Counts of the target afterwards that differ from what was written, with the likely cause. */
  differences: string[];
  /** `aof` fsynced, `snapshot` saved, `memory` only: the target keeps nothing on disk. */
  durability: 'aof' | 'snapshot' | 'memory';
};

/** What a restore into a JanusGraph reports when it is through. */
export type GraphRestoreFacts = {
  method: 'cursor';
  /** Written and acknowledged. */
  vertices: number;
  edges: number;
  bytes: number;
  /** Left out because an end of theirs was deleted while the backup was taken. */
  danglingEdges: number;
  /** Vertices have the ids that they had. */
  keptIds: boolean;
  /** Parts of the schema that the target cannot hold, by name and in words. */
  leftOut: string[];
  /** Counts and index answers of the target afterwards that differ from what was written, with the likely cause. */
  differences: string[];
  /** The target keeps its data in memory only. */
  memoryOnly: boolean;
};

/** The method tells the kinds apart. */
export type RestoreFacts = KeyRestoreFacts | GraphRestoreFacts;

/** What is offered for a restore that ended. */
export type RestoreOffers = {
  /** `Restore again`. */
  again: boolean;
  /** `Restore the safety backup`. */
  rollBack: boolean;
};

type Ended = {
  status: RestoreStatus;
  targetState: TargetState;
  backupId: string;
  safetyBackupId: string | null;
  wayBackId: string | null;
};

/**
 * The backup of what the target held before anything of it was touched: of the first attempt, where this restore takes
 * up one that ended incomplete. Null: there is none, or it is the one that was being restored.
 */
export const wayBackOf = ({
  backupId,
  safetyBackupId,
  wayBackId,
}: Pick<Ended, 'backupId' | 'safetyBackupId' | 'wayBackId'>): string | null => {
  const held = wayBackId ?? safetyBackupId;
  return held === backupId ? null : held;
};

/**
 * A way back is there while nothing else was restored since and the safety backup is there: after a restore that left
 * half of each, and after one that ran through but was the wrong one.
 * @param superseded a later restore of the store changed its data, or is about to
 */
export const restoreOffers = (
  restore: Ended,
  now: { superseded: boolean; safetyAvailable: boolean },
): RestoreOffers => {
  const { status, targetState } = restore;
  const incomplete = (status === 'failed' || status === 'cancelled') && targetState === 'incomplete';
  const wayBack = wayBackOf(restore) !== null && now.safetyAvailable;
  return {
    again: incomplete && !now.superseded,
    rollBack: (incomplete || status === 'completed') && wayBack && !now.superseded,
  };
};
