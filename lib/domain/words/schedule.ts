import type { Plan, TierCounts } from '../plan.ts';
import type { Grid, Timing } from '../policy.ts';
import type { PolicyView } from '../views/policy-view.ts';
import { countOf } from './figures.ts';

export const DAY_NAMES = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Name of an ISO weekday, 1 to 7. */
const dayName = (day: number): string => DAY_NAMES[day - 1] ?? '';

export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** `Every day`, `Mon–Fri`, `Mon, Wed, Fri`; runs of three days and more are drawn together. */
export const daysWords = (days: readonly number[]): string => {
  if (days.length === 7) return 'Every day';
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const short = (day: number | undefined) => dayName(day ?? 0).slice(0, 3);
  return runs
    .flatMap((run) => (run.length > 2 ? [`${short(run[0])}–${short(run.at(-1))}`] : run.map(short)))
    .join(', ');
};

/** `every hour`, `02:00, 08:00`, and above six of them their number: `12 hours from 00:00 to 22:00`. */
export const hoursWords = ({ hours, everyHour }: Pick<Grid, 'hours' | 'everyHour'>): string => {
  if (everyHour || hours.length === 24) return 'every hour';
  if (hours.length <= 6) return hours.map(hourName).join(', ');
  return `${hours.length} hours from ${hourName(hours[0] ?? 0)} to ${hourName(hours.at(-1) ?? 0)}`;
};

/** `02:30`, of minutes after midnight. */
export const timeName = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;

/** `on the 1st`, `on the 31st or last day`: a month may be shorter than that. */
export const monthDayWords = (monthDay: number): string =>
  `on the ${ordinal(monthDay)}${monthDay > 28 ? ' or last day' : ''}`;

/** `1st`, `2nd`, `23rd`, `11th`. */
export const ordinal = (number: number): string => {
  const ends: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
  return `${number}${ends[ORDINALS.select(number)] ?? 'th'}`;
};
const ORDINALS = new Intl.PluralRules('en-GB', { type: 'ordinal' });

/** `Daily at 02:00, weekly on Sunday, monthly on the 1st`. */
const planWords = ({ minuteOfDay, weekday, monthDay }: Omit<Plan, 'kind' | 'timeZone'>): string =>
  `Daily at ${timeName(minuteOfDay)}, weekly on ${dayName(weekday)}, monthly ${monthDayWords(monthDay)}`;

/** `Mon–Fri, 02:00, 08:00 (Europe/Madrid)`, `Daily at 02:00, weekly on Sunday, monthly on the 1st (UTC)`. */
export const scheduleWords = (timing: Timing): string => {
  const when =
    timing.kind === 'plan' ? planWords(timing) : `${daysWords(timing.days)}, ${hoursWords(timing)}`;
  return `${when} (${timing.timeZone})`;
};

/** `daily ones for 7 days, weekly ones for 4 weeks, monthly ones for 3 months, the last one on demand`. */
const countsWords = ({ days, weeks, months, onDemand }: TierCounts): string =>
  [
    `daily ones for ${countOf(days, 'day')}`,
    `weekly ones for ${countOf(weeks, 'week')}`,
    `monthly ones for ${countOf(months, 'month')}`,
    onDemand === 1 ? 'the last on-demand one' : `the last ${onDemand} on-demand ones`,
  ].join(', ');

/** How long what a schedule takes is kept: `30 days`, or what each tier is. */
export const retentionWords = (policy: PolicyView): string =>
  policy.kind === 'plan' ? countsWords(policy.keep) : countOf(policy.retentionDays, 'day');
