import type { PolicyView } from '../views/policy-view.ts';

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
export const hoursWords = ({ hours, everyHour }: Pick<PolicyView, 'hours' | 'everyHour'>): string => {
  if (everyHour || hours.length === 24) return 'every hour';
  if (hours.length <= 6) return hours.map(hourName).join(', ');
  return `${hours.length} hours from ${hourName(hours[0] ?? 0)} to ${hourName(hours.at(-1) ?? 0)}`;
};

/** `Mon–Fri, 02:00, 08:00 (Europe/Madrid)`. */
export const scheduleWords = (
  policy: Pick<PolicyView, 'days' | 'hours' | 'everyHour' | 'timeZone'>,
): string => `${daysWords(policy.days)}, ${hoursWords(policy)} (${policy.timeZone})`;
