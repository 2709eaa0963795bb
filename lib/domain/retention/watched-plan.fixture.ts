import type { Tier } from '../backup.ts';
import type { Plan, TierCounts } from '../plan.ts';
import type { Clocks } from '../schedule/luxon-slots.fixture.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A slot as somebody sees it who watches the clocks go by, and the slots at whose time its tiers let go. */
export type WatchedSlot = { at: number; tiers: Tier[]; goesAt: number };

/**
 * The slots of a plan by watching a zone's clocks, and by counting slots: a daily backup goes with the daily slot so
 * many slots later, a weekly one with the weekly slot, a monthly one with the monthly slot. Shares no rule of calculation
 * with `nextSlots` and `tierSpanSeconds`, which reckon with dates. The last ones, whose end lies beyond what was watched,
 * are left out.
 */
export const watchedPlan = (plan: Plan, keep: TierCounts, clocks: Clocks): WatchedSlot[] => {
  const daily = watchedDays(plan.minuteOfDay, clocks);
  const weekly = daily.filter(({ local }) => (new Date(local).getUTCDay() || 7) === plan.weekday);
  const monthly = daily.filter(({ local }) => isMonthly(local, plan.monthDay));
  const ends = new Map<number, number>();
  const tiers = new Map<number, Tier[]>();
  const rows = [
    ['daily', daily, keep.days],
    ['weekly', weekly, keep.weeks],
    ['monthly', monthly, keep.months],
  ] as const;
  for (const [tier, slots, count] of rows) {
    for (const [index, { at }] of slots.entries()) {
      tiers.set(at, [...(tiers.get(at) ?? []), tier]);
      const end = slots[index + count]?.at ?? Number.POSITIVE_INFINITY;
      ends.set(at, Math.max(ends.get(at) ?? 0, end));
    }
  }
  return daily
    .map(({ at }) => ({ at, tiers: tiers.get(at)!, goesAt: ends.get(at)! }))
    .filter(({ goesAt }) => Number.isFinite(goesAt));
};

/** When the clocks first show a time of day, or jump over it; `local` is that day's time as if it were UTC. */
const watchedDays = (minuteOfDay: number, { from, step, local }: Clocks): { at: number; local: number }[] => {
  const days: { at: number; local: number }[] = [];
  const shown = new Set<number>();
  const see = (at: number, seen: number) => {
    if (seen % DAY !== minuteOfDay * MINUTE || shown.has(seen)) return;
    shown.add(seen);
    days.push({ at, local: seen });
  };
  for (let index = 1; index < local.length; index += 1) {
    const now = local[index]!;
    const at = from + index * step;
    const expected = local[index - 1]! + step;
    for (let skipped = expected; skipped < now; skipped += step) see(at + skipped - expected, skipped);
    see(at, now);
  }
  return days;
};

const isMonthly = (local: number, monthDay: number): boolean => {
  const today = new Date(local);
  const tomorrow = new Date(local + DAY);
  const isLast = tomorrow.getUTCMonth() !== today.getUTCMonth();
  return today.getUTCDate() === monthDay || (isLast && today.getUTCDate() < monthDay);
};
