import { dateFormats } from './date-format.ts';

/** Times as people read them. `now` and the zone come in, so that the same call gives the same words anywhere. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

/** Length of a span without its direction: `8 s`, `12 min`, `26 h`, `3 days`, `3 weeks`, `4 months`, `2 years`. */
export const spanWords = (milliseconds: number): string => {
  const span = Math.abs(milliseconds);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} h`;
  if (span < 14 * DAY) return `${Math.floor(span / DAY)} days`;
  if (span < 2 * MONTH) return `${Math.floor(span / (7 * DAY))} weeks`;
  if (span < 2 * YEAR) return `${Math.floor(span / MONTH)} months`;
  return `${Math.floor(span / YEAR)} years`;
};

/** `just now`, `8 s ago`, `12 min ago`, `in 48 min`, `in 30 days`. */
export const relativeWords = (at: string | Date, now: number): string => {
  const difference = new Date(at).getTime() - now;
  if (Math.abs(difference) < 2 * SECOND) return 'just now';
  return difference < 0 ? `${spanWords(difference)} ago` : `in ${aheadWords(difference)}`;
};

// What lies ahead is rounded, and in days for long: a backup kept for 30 days says so right after it was taken.
const aheadWords = (difference: number): string => {
  if (difference < MINUTE) return spanWords(difference);
  if (difference < HOUR - MINUTE / 2) return spanWords(Math.max(1, Math.round(difference / MINUTE)) * MINUTE);
  if (difference < 2 * DAY - HOUR / 2) return spanWords(Math.max(1, Math.round(difference / HOUR)) * HOUR);
  if (difference < 100 * DAY) return `${Math.round(difference / DAY)} days`;
  return spanWords(difference);
};

const EXACT = dateFormats({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** `23 Nov 2026, 14:05:09 CET`: the exact time with its zone, for tooltips. */
export const exactWords = (at: string | Date, timeZone: string): string =>
  EXACT(timeZone).format(new Date(at));

const DATE = dateFormats({ day: 'numeric', month: 'long', year: 'numeric' });

/** `23 December 2026`. */
export const dateWords = (at: string | Date, timeZone: string): string => DATE(timeZone).format(new Date(at));

const SLOT = dateFormats({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `Mon 23 Nov, 14:00`. */
export const slotWords = (at: string | Date, timeZone: string): string => {
  const parts = SLOT(timeZone).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')}`;
};
