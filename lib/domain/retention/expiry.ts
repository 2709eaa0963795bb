const DAY = 86_400_000;

/** When a backup's time is over: whole days of 24 hours from its data's, whatever the clocks of its zone do. */
export const expiresAt = (takenAt: Date, retentionDays: number): Date =>
  new Date(takenAt.getTime() + retentionDays * DAY);

/** Its time is over from this instant on. */
export const isExpired = (expiry: Date | null, now: Date): boolean =>
  expiry !== null && expiry.getTime() <= now.getTime();
