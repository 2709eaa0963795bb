import type { Tier } from '../backup.ts';
import type { Plan, SlotTier, TierCounts } from '../plan.ts';
import { lastOfMonth, partsOfDay } from '../schedule/calendar.ts';
import { planInstant } from '../schedule/plan-instant.ts';
import { spanAt, zoneSpans } from '../schedule/zone-spans.ts';

const DAY = 86_400_000;

/** What of a plan decides how long a backup of it is kept. */
export type TierTerms = Pick<Plan, 'minuteOfDay' | 'monthDay' | 'timeZone'> & { keep: TierCounts };

/**
 * How long a backup of a plan's slot is kept, in seconds from its data on: until the last of its tiers lets it go.
 * Each tier lets it go with the slot of that tier so many days, weeks or months later, on the clocks of the plan's
 * zone; a backup that ran late is kept as much longer.
 */
export const tierSpanSeconds = (tiers: readonly Tier[], slotAt: Date, terms: TierTerms): number => {
  const ends = tiers
    .filter((tier): tier is SlotTier => tier !== 'on-demand')
    .map((tier) => letsGoAt(tier, slotAt, terms).getTime());
  return Math.round((Math.max(slotAt.getTime(), ...ends) - slotAt.getTime()) / 1000);
};

/** When a tier lets go a backup that ran on the dot. */
const letsGoAt = (tier: SlotTier, slotAt: Date, terms: TierTerms): Date => {
  const { keep, monthDay, timeZone } = terms;
  const instantOf = (day: number): number =>
    planInstant(terms, zoneSpans(timeZone, partsOfDay(day).year), day);
  const at = slotAt.getTime();
  const shown = Math.floor((at + spanAt(zoneSpans(timeZone, slotAt.getUTCFullYear()), at).offset) / DAY);
  // Where the clocks were put forward over the time, the slot may have come on the day after the one it is of.
  const day = instantOf(shown - 1) === at ? shown - 1 : shown;
  const later: Record<SlotTier, () => number> = {
    daily: () => day + keep.days,
    weekly: () => day + 7 * keep.weeks,
    monthly: () => monthsLater(day, keep.months, monthDay),
  };
  return new Date(instantOf(later[tier]()));
};

// The last day of a short month stands for the plan's day, and is followed by that: 28 February by 31 March.
const monthsLater = (day: number, months: number, monthDay: number): number => {
  const { year, month, date } = partsOfDay(day);
  const wanted = date === lastOfMonth(year, month) ? Math.max(date, monthDay) : date;
  const last = lastOfMonth(year, month + months);
  return Date.UTC(year, month + months, Math.min(wanted, last)) / DAY;
};
