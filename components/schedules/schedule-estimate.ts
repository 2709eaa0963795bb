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

/** `20 a week · about 86 kept · about 3.6 GB`. */
export const estimateWords = ({ perWeek, kept, bytes }: Estimate): string =>
  [
    `${countWords(perWeek)} a week`,
    `about ${countWords(kept)} kept`,
    bytes === null ? '' : `about ${bytesWords(bytes)}`,
  ]
    .filter(Boolean)
    .join(' · ');
