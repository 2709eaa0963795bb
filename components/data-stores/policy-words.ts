import type { PolicyView } from '#lib/domain/views/policy-view';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const dayName = (day: number): string => DAYS[day - 1] ?? '';

/** `Every day`, `Mon–Fri`, `Mon, Wed, Fri–Sun`: runs of three and more days are drawn together. */
export const daysWords = (days: readonly number[]): string => {
  if (days.length === 7) return 'Every day';
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) =>
      run.length > 2
        ? [`${dayName(run[0] ?? 0)}–${dayName(run.at(-1) ?? 0)}`]
        : run.map((day) => dayName(day)),
    )
    .join(', ');
};

/** `every hour`, `02:00, 14:00`. */
export const hoursWords = ({ hours, everyHour }: Pick<PolicyView, 'hours' | 'everyHour'>): string =>
  everyHour || hours.length === 24
    ? 'every hour'
    : hours.map((hour) => `${String(hour).padStart(2, '0')}:00`).join(', ');

/** `Mon–Fri at 02:00, 08:00 (Europe/Madrid)`; null when nothing is scheduled. */
export const scheduleWords = (policy: PolicyView | null): string | null => {
  if (!policy?.enabled) return null;
  const hours = hoursWords(policy);
  const at = hours === 'every hour' ? `, ${hours}` : ` at ${hours}`;
  return `${daysWords(policy.days)}${at} (${policy.timeZone})`;
};
