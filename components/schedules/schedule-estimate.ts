import type { TierCounts } from '#lib/domain/plan';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords, countWords } from '#lib/domain/words/figures';

export type Estimate = {
  perWeek: number;
  kept: number;
  /** null while no backup was ever taken. */
  bytes: number | null;
};

/** What a schedule amounts to once it has run for its whole retention. */
export const estimate = (
  chosen: { days: readonly number[]; hours: readonly number[]; retentionDays: number },
  lastStoredBytes: number | null,
): Estimate => {
  const perWeek = chosen.days.length * chosen.hours.length;
  // The last good one is kept whatever the retention says.
  const kept = perWeek === 0 ? 0 : Math.max(1, Math.round((perWeek * chosen.retentionDays) / 7));
  return { perWeek, kept, bytes: lastStoredBytes === null ? null : kept * lastStoredBytes };
};

const DAYS_A_MONTH = 30.44;

/** The same of a plan: a backup in several tiers is one. */
export const planEstimate = (
  { days, weeks, months, onDemand }: TierCounts,
  lastStoredBytes: number | null,
): Estimate => {
  const olderWeekly = Math.max(0, weeks - Math.floor(days / 7));
  const olderMonthly = Math.max(0, months - Math.floor(Math.max(days, weeks * 7) / DAYS_A_MONTH));
  const kept = days + olderWeekly + olderMonthly + onDemand;
  return { perWeek: 7, kept, bytes: lastStoredBytes === null ? null : kept * lastStoredBytes };
};

/** `20 a week · about 86 kept · about 3.6 GB, 65 GB are free`. */
export const estimateWords = ({ perWeek, kept, bytes }: Estimate, freeBytes: number | null): string => {
  const size = bytes === null ? '' : `about ${bytesWords(bytes)}`;
  const free = freeBytes === null ? '' : `${bytesWords(freeBytes)} free`;
  return [`${countWords(perWeek)} a week`, `about ${countWords(kept)} kept`, size, free]
    .filter(Boolean)
    .join(' · ');
};

type Room = {
  storage: Pick<DataStoreDetail['storage'], 'freeBytes'>;
  kept: Pick<DataStoreDetail['kept'], 'bytes'>;
};

/**
 * Why all that would be kept likely does not fit, in words; null when it likely does or nobody knows. What the store
 * has there already is given back in time, so it counts as room.
 */
export const keptShortage = ({ bytes }: Estimate, { storage: { freeBytes }, kept }: Room): string | null => {
  if (bytes === null || freeBytes === null || bytes <= freeBytes + kept.bytes) return null;
  return `${bytesWords(freeBytes)} are free, and what is kept will come to about ${bytesWords(bytes)}. Choose a shorter retention or fewer backups.`;
};
