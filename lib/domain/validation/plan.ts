import * as z from 'zod/mini';
import { MAX_COUNTS } from '../plan.ts';
import { minuteOfDay, TIME_OF_DAY } from './time-of-day.ts';
import { wholeNumber } from './whole-number.ts';

/** In minutes after midnight. */
export const timeOfDayInput = z.pipe(
  z.string(TIME_OF_DAY),
  z.transform((input, context) => {
    const minute = minuteOfDay(input);
    if (minute !== null) return minute;
    context.issues.push({ code: 'custom', message: TIME_OF_DAY, input });
    return z.NEVER;
  }),
);

export const weekdayInput = wholeNumber({ min: 1, max: 7, error: 'Choose a day of the week' });
export const monthDayInput = wholeNumber({ min: 1, max: 31, error: 'Choose a day of the month, 1 to 31' });

const counted = (max: number, what: string, unit: string) =>
  wholeNumber({
    min: 1,
    max,
    error: `Keep ${what} for 1 to ${max.toLocaleString('en-GB')} ${unit}, in whole ${unit}`,
  });

/** How long each tier is kept, and how many on-demand backups. */
export const tierCountInputs = {
  days: counted(MAX_COUNTS.days, 'daily backups', 'days'),
  weeks: counted(MAX_COUNTS.weeks, 'weekly backups', 'weeks'),
  months: counted(MAX_COUNTS.months, 'monthly backups', 'months'),
  onDemand: wholeNumber({
    min: 1,
    max: MAX_COUNTS.onDemand,
    error: `Keep 1 to ${MAX_COUNTS.onDemand} on-demand backups`,
  }),
};
