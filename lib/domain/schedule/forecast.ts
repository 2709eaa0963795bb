import type { Grid } from '../policy.ts';

export type Forecast = {
  /** Backups in a week without a change of the clocks. */
  perWeek: number;
  /** Backups kept once the retention has come round, about. */
  kept: number;
  /** Their size in bytes, about; null while there is no average to go by. */
  bytes: number | null;
};

/** What a schedule will come to. `averageBytes` is the mean stored size of the store's backups. */
export const forecast = (
  grid: Pick<Grid, 'days' | 'hours' | 'everyHour'>,
  retentionDays: number,
  averageBytes: number | null,
): Forecast => {
  const perDay = grid.everyHour ? 24 : new Set(grid.hours).size;
  const perWeek = new Set(grid.days).size * perDay;
  // The last good one is always kept, however short the retention is.
  const kept = perWeek === 0 ? 0 : Math.max(1, Math.round((perWeek * retentionDays) / 7));
  return { perWeek, kept, bytes: averageBytes === null ? null : Math.round(kept * averageBytes) };
};
