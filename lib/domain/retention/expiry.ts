const DAY = 86_400_000;

/** When a backup's time is over: whole days of 24 hours from its data's, whatever the clocks of its zone do. */
export const expiresAt = (takenAt: Date, retentionDays: number): Date =>
  new Date(takenAt.getTime() + retentionDays * DAY);

/** How long a backup is kept, from its data on: by days, or by seconds as a plan reckons it; neither has no date. */
export type KeptFor = { retentionDays: number | null; retentionSeconds: number | null };

export const expiryOf = ({ retentionDays, retentionSeconds }: KeptFor, takenAt: Date): Date | null => {
  if (retentionDays !== null) return expiresAt(takenAt, retentionDays);
  return retentionSeconds === null ? null : new Date(takenAt.getTime() + retentionSeconds * 1000);
};

/** Its time is over from this instant on. */
export const isExpired = (expiry: Date | null, now: Date): boolean =>
  expiry !== null && expiry.getTime() <= now.getTime();
