import {
  BACKUP_STATUS_WORDS,
  type BackupStatus,
  backupKind,
  holdsFiles,
  TIER_WORDS,
  type Tier,
} from '#lib/domain/backup';
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

type Expiring = Pick<BackupRow, 'status' | 'pinned' | 'expiresAt' | 'lastGood' | 'tiers' | 'onDemandKept'>;

export const expiryWords = (backup: Expiring, now: number): ExpiryWords => {
  if (backup.status === 'deleting') return { words: 'now', hint: null };
  if (backup.pinned)
    return { words: 'Kept forever', hint: 'Retention leaves it alone until you stop keeping it.' };
  if (!backup.expiresAt) return undatedWords(backup);
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
    : {
        words,
        hint:
          backup.tiers.length > 1
            ? `${kindWords(backup.tiers)}: it goes when the last of these lets it go.`
            : null,
      };
};

/** Of one without a date: under a plan a newer on-demand one takes its place. */
const undatedWords = ({ status, tiers, onDemandKept }: Expiring): ExpiryWords => {
  if (!tiers.includes('on-demand') || !holdsFiles(status)) return { words: '—', hint: null };
  if (onDemandKept === null)
    return { words: 'Kept until deleted', hint: 'The plan that would replace it is off.' };
  return onDemandKept === 1
    ? { words: 'When the next one is available', hint: 'The next on-demand backup takes its place.' }
    : {
        words: `When ${onDemandKept} newer ones are available`,
        hint: `The plan keeps the last ${onDemandKept} on-demand backups.`,
      };
};

/** `Kept until 30 November 2026`, for an opened backup. */
export const keptWords = (backup: Expiring, timeZone: string, now: number): string => {
  if (backup.pinned) return 'Kept forever';
  if (!backup.expiresAt) return undatedSentence(backup);
  const date = dateWords(backup.expiresAt, timeZone);
  if (!backup.lastGood)
    return Date.parse(backup.expiresAt) <= now
      ? `Was kept until ${date}`
      : `Kept until ${date}${tierReason(backup.tiers)}`;
  return `Kept until ${date}, and longer while it is the last good one`;
};

const undatedSentence = (backup: Expiring): string => {
  const { words } = undatedWords(backup);
  if (words.startsWith('When')) return `Goes when ${words.slice('When '.length)}`;
  return words === '—' ? 'Kept without a date' : words;
};

const tierReason = (tiers: readonly Tier[]): string => {
  const [only, ...others] = tiers;
  if (!only || only === 'on-demand') return '';
  return others.length > 0 ? ', when the last of its tiers lets it go' : `, as a ${only} backup`;
};

/** `Daily, weekly`. */
export const kindWords = (tiers: readonly Tier[]): string =>
  tiers.map((tier, index) => (index === 0 ? TIER_WORDS[tier] : TIER_WORDS[tier].toLowerCase())).join(', ');

/** `Scheduled`, `On-demand`, `Safety`, or the tiers: `Daily, weekly`. */
export const kindOf = ({ tiers, trigger }: Pick<BackupRow, 'tiers' | 'trigger'>): string =>
  tiers.length === 0 ? backupKind(trigger) : kindWords(tiers);

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
  const one = method === 'cursor' ? 'vertex' : 'key';
  return `${name}, ${consistency === 'point-in-time' ? 'point in time' : `each ${one} at its own moment`}`;
};

const FILES: Record<BackupRow['engine'], string> = {
  redis: 'An RDB file',
  janusgraph: 'A GraphSON file, schema first,',
};

/** `An RDB file of Redis 7.0.15, checked when it was written. 41.2 MB stored, 134 MB plain.` */
export const fileWords = ({
  engine,
  product,
  version,
  storedBytes,
  plainBytes,
}: Pick<BackupRow, 'engine' | 'product' | 'version' | 'storedBytes' | 'plainBytes'>): string => {
  const server = serverWords(product, version);
  const sizes = [
    storedBytes === null ? '' : `${bytesWords(storedBytes)} stored`,
    plainBytes === null ? '' : `${bytesWords(plainBytes)} plain`,
  ].filter(Boolean);
  const file = `${FILES[engine]}${server ? ` of ${server}` : ''}, checked when it was written.`;
  return sizes.length > 0 ? `${file} ${sizes.join(', ')}.` : file;
};
