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
  return `${bytesWords(freeBytes)} are free, and what is kept will come to about ${bytesWords(bytes)}. Choose fewer hours or a shorter retention.`;
};
