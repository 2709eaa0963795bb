const DAY = 86_400_000;

/** Days are counted from 1 January 1970, a Thursday; months from 0. */

export const isoWeekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

export const partsOfDay = (day: number): { year: number; month: number; date: number } => {
  const at = new Date(day * DAY);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() };
};

/** Number of the last day of a month; a month beyond 11 is one of the years after. */
export const lastOfMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
