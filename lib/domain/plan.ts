import type { Tier } from './backup.ts';

/** How many of each tier a plan keeps: daily backups for so many days, and so on; on-demand ones are counted. */
export type TierCounts = { days: number; weeks: number; months: number; onDemand: number };

/**
 * A slot every day at one time: daily each day, weekly on one weekday, monthly on one day of the month. One snapshot
 * serves all tiers that are due in a slot.
 */
export type Plan = {
  kind: 'plan';
  /** On the clocks of the zone: minutes after midnight, 0 to 1439. */
  minuteOfDay: number;
  /** ISO weekday of the weekly one. */
  weekday: number;
  /** 1 to 31 of the monthly one; in a shorter month its last day. */
  monthDay: number;
  /** IANA name. */
  timeZone: string;
};

/** The tiers that slots have; an on-demand backup belongs to none of them. */
export type SlotTier = Exclude<Tier, 'on-demand'>;

export const DEFAULT_COUNTS: TierCounts = { days: 7, weeks: 4, months: 3, onDemand: 1 };
/** The most that may be asked for: some ten years each. */
export const MAX_COUNTS: TierCounts = { days: 3650, weeks: 520, months: 120, onDemand: 100 };

export const DEFAULT_PLAN = { kind: 'plan', minuteOfDay: 120, weekday: 7, monthDay: 1 } as const;
