import type { BackupId } from './ids.ts';

/** What became of one nominal time of a schedule. */
export const SLOT_OUTCOMES = ['backup', 'skipped', 'missed'] as const;
export type SlotOutcomeKind = (typeof SLOT_OUTCOMES)[number];
export const SLOT_OUTCOME_WORDS: Record<SlotOutcomeKind, string> = {
  backup: 'Backup',
  skipped: 'Skipped',
  missed: 'Missed',
};

/** Why a slot came due and was let pass. */
export const SKIP_REASONS = ['backup-running', 'restore-running', 'store-deleting'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];
const SKIP_REASON_WORDS: Record<SkipReason, string> = {
  'backup-running': 'A backup of this data store was still running',
  'restore-running': 'A restore of this data store was running',
  'store-deleting': 'The data store was being deleted',
};

/** Shown beside every missed slot. */
const MISSED_WORDS = 'Amber was not running at this time; of the slots that passed, only the newest is run';

/** One for each slot, unique by store and nominal time. */
export type SlotOutcome =
  | { kind: 'backup'; backupId: BackupId }
  | { kind: 'skipped'; reason: SkipReason }
  | { kind: 'missed' };

/** The reason in words; null for a slot that became a backup, which tells its own. */
export const slotReason = (outcome: SlotOutcome): string | null => {
  switch (outcome.kind) {
    case 'backup':
      return null;
    case 'skipped':
      return SKIP_REASON_WORDS[outcome.reason];
    case 'missed':
      return MISSED_WORDS;
  }
};
