import { BACKUP_STATUS_WORDS, type BackupStatus, backupKind } from '#lib/domain/backup';
import { PRODUCT_NAMES } from '#lib/domain/data-store';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { bytesWords } from '#lib/domain/words/figures';
import { dateWords, relativeWords } from '#lib/domain/words/times';

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle';

export const BACKUP_TONES: Record<BackupStatus, Tone> = {
  pending: 'busy',
  running: 'busy',
  available: 'good',
  damaged: 'bad',
  failed: 'bad',
  cancelled: 'idle',
  deleting: 'busy',
  deleted: 'idle',
};

/** What the `Expires` column says: short words, and a sentence for the tooltip when they need one. */
export type ExpiryWords = { words: string; hint: string | null };

type Expiring = Pick<BackupRow, 'status' | 'pinned' | 'expiresAt' | 'lastGood'>;

export const expiryWords = (backup: Expiring, now: number): ExpiryWords => {
  if (backup.status === 'deleting') return { words: 'now', hint: null };
  if (backup.pinned)
    return { words: 'Kept forever', hint: 'Retention leaves it alone until you stop keeping it.' };
  if (!backup.expiresAt) return { words: '—', hint: null };
  const over = Date.parse(backup.expiresAt) <= now;
  if (over && backup.lastGood) {
    return { words: 'Kept as the last good one', hint: 'It goes as soon as a newer good backup is there.' };
  }
  if (over) return { words: 'due', hint: 'The next sweep deletes it.' };
  const words = relativeWords(backup.expiresAt, now);
  return backup.lastGood
    ? {
        words,
        hint: 'It is the last good backup of its store and is kept beyond this date if no newer one is there.',
      }
    : { words, hint: null };
};

/** `Kept until 30 November 2026`, for an opened backup. */
export const keptWords = (backup: Expiring, timeZone: string, now: number): string => {
  if (backup.pinned) return 'Kept forever';
  if (!backup.expiresAt) return 'Kept without a date';
  const date = dateWords(backup.expiresAt, timeZone);
  if (!backup.lastGood)
    return Date.parse(backup.expiresAt) <= now ? `Was kept until ${date}` : `Kept until ${date}`;
  return `Kept until ${date}, and longer while it is the last good one`;
};

const TIER_NAMES = {
  'on-demand': 'On-demand',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
} as const;

/** `Scheduled`, `On-demand`, `Safety`, or the tiers: `Daily, weekly`. */
export const kindOf = ({ tiers, trigger }: Pick<BackupRow, 'tiers' | 'trigger'>): string => {
  const [first, ...others] = tiers;
  if (!first) return backupKind(trigger);
  return [TIER_NAMES[first], ...others.map((tier) => TIER_NAMES[tier].toLowerCase())].join(', ');
};

/** `Redis 7.2.5`; null where neither is known. */
export const serverWords = (product: BackupRow['product'], version: string | null): string | null =>
  product ? [PRODUCT_NAMES[product], version].filter(Boolean).join(' ') : null;

/** What stands before the time that a backup has in lists: only one that holds something was taken. */
export const begunWord = (status: BackupStatus): string => {
  if (status === 'pending') return 'Asked for';
  return status === 'running' || status === 'failed' || status === 'cancelled' ? 'Started' : 'Taken';
};

/**
 * What stands before the time at which it ended: where nothing came of it, and where its keys were read one after another
 * until then. null: its beginning says all.
 */
export const endedWord = ({
  status,
  consistency,
}: Pick<BackupRow, 'status' | 'consistency'>): string | null => {
  if (status === 'failed' || status === 'cancelled') return BACKUP_STATUS_WORDS[status];
  return consistency === 'fuzzy' ? 'Read until' : null;
};

/** `Replica, point in time`. */
export const methodWords = (method: string | null, consistency: BackupRow['consistency']): string | null => {
  if (!method) return null;
  const name = method.charAt(0).toUpperCase() + method.slice(1);
  if (!consistency) return name;
  return `${name}, ${consistency === 'point-in-time' ? 'point in time' : 'each key at its own moment'}`;
};

/** `An RDB file of Redis 7.0.15, checked when it was written. 41.2 MB stored, 134 MB plain.` */
export const fileWords = ({
  product,
  version,
  storedBytes,
  plainBytes,
}: Pick<BackupRow, 'product' | 'version' | 'storedBytes' | 'plainBytes'>): string => {
  const server = serverWords(product, version);
  const sizes = [
    storedBytes === null ? '' : `${bytesWords(storedBytes)} stored`,
    plainBytes === null ? '' : `${bytesWords(plainBytes)} plain`,
  ].filter(Boolean);
  const file = `An RDB file${server ? ` of ${server}` : ''}, checked when it was written.`;
  return sizes.length > 0 ? `${file} ${sizes.join(', ')}.` : file;
};
