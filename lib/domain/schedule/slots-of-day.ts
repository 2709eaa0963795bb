import type { Tier } from '../backup.ts';
import type { Plan } from '../plan.ts';
import type { Grid, Timing } from '../policy.ts';
import { isoWeekday, lastOfMonth, partsOfDay } from './calendar.ts';
import { instantsOf } from './local-time.ts';
import { planInstant } from './plan-instant.ts';
import type { Span } from './zone-spans.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_HOUR: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** The slots of a local day (counted from 1 January 1970): instants in milliseconds, in no order. */
export const slotsOfDay = (
  timing: Timing,
  spans: readonly Span[],
  day: number,
): { instant: number; tiers: Tier[] }[] =>
  timing.kind === 'grid' ? gridSlots(timing, spans, day) : [planSlot(timing, spans, day)];

const gridSlots = ({ days, hours, everyHour }: Grid, spans: readonly Span[], day: number) =>
  days.includes(isoWeekday(day))
    ? (everyHour ? EVERY_HOUR : hours).flatMap((hour) => {
        const instants = instantsOf(spans, day * DAY + hour * HOUR);
        return (everyHour ? instants : instants.slice(0, 1)).map((instant) => ({ instant, tiers: [] }));
      })
    : [];

const planSlot = (plan: Plan, spans: readonly Span[], day: number) => ({
  instant: planInstant(plan, spans, day),
  tiers: tiersOfDay(plan, day),
});

const tiersOfDay = ({ weekday, monthDay }: Plan, day: number): Tier[] => {
  const tiers: Tier[] = ['daily'];
  if (isoWeekday(day) === weekday) tiers.push('weekly');
  const { year, month, date } = partsOfDay(day);
  if (date === Math.min(monthDay, lastOfMonth(year, month))) tiers.push('monthly');
  return tiers;
};
