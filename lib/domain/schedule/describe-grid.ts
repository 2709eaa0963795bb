import type { Grid } from '../policy.ts';
import { daysWords, hoursWords } from '../words/schedule.ts';

/** `Mon–Fri 02:00, 08:00 Europe/Madrid`, `Every hour, every day, UTC`. */
export const describeGrid = (grid: Grid): string => {
  const days = daysWords(grid.days);
  if (!grid.everyHour) return `${days} ${hoursWords(grid)} ${grid.timeZone}`;
  return `Every hour, ${days === 'Every day' ? 'every day' : days}, ${grid.timeZone}`;
};
