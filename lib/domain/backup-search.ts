import { instantsOf } from './schedule/local-time.ts';
import { spanAt, zoneSpans } from './schedule/zone-spans.ts';
import { isTimeZone } from './validation/time-zone.ts';

/** First instant of it, and the first one after it. */
export type Stretch = { from: Date; before: Date };

/**
 * What a search for a backup asks for: the text itself in its description; or every word in its description or its
 * store's name, and one of the stretches of time in which it was taken. null: at any time.
 */
export type BackupSearch = { text: string; words: string[]; taken: Stretch[] | null };

type Day = { year: number; month: number; day: number | null };
/** A time of day in milliseconds since midnight, and how long the clock shows it. */
type Clock = { sinceMidnight: number; shown: number };

const DAY_MS = 86_400_000;
/** A time of day alone is looked for on so many days: each is a look of its own into the index. */
const CLOCK_DAYS = 366;
/** As lists write it (`23 Nov 2026, 13:46:55`) and as it is typed (`9:05`). */
const CLOCK = /(?:,\s*|(?<!\S))([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?!\S)/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const FORMS: readonly [RegExp, readonly ('year' | 'month' | 'name' | 'day')[]][] = [
  [/(?<!\S)(\d{4})-(\d\d?)(?:-(\d\d?))?(?!\S)/i, ['year', 'month', 'day']],
  [new RegExp(`(?<!\\S)(\\d\\d?)\\.? ${MONTH}(?: (\\d{4}))?(?!\\S)`, 'i'), ['day', 'name', 'year']],
  [new RegExp(`(?<!\\S)${MONTH} (\\d\\d?)(?:,? (\\d{4}))?(?!\\S)`, 'i'), ['name', 'day', 'year']],
  [new RegExp(`(?<!\\S)${MONTH} (\\d{4})(?!\\S)`, 'i'), ['name', 'year']],
];

/**
 * Reads `catalogue 23 Nov`, `2026-11-23`, `2026-11`, `Nov 23`, `13:33` or `23 Nov 13:33`: date and time are those of the
 * reader's zone. Without a year it is the last such day; without a day it is that time on any day of the last year. What
 * is neither date nor time is words.
 */
export const readBackupSearch = (text: string, timeZone: string, now: Date): BackupSearch => {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const { clock, rest } = readClock(text);
  const { day, rest: others } = readDay(rest, zone, now);
  return { text, words: wordsOf(others), taken: takenAt(day, clock, zone, now) };
};

const readClock = (text: string): { clock: Clock | null; rest: string } => {
  const found = CLOCK.exec(text);
  if (!found) return { clock: null, rest: text };
  const [hours, minutes, seconds] = [found[1], found[2], found[3] ?? 0].map(Number);
  const sinceMidnight = ((hours! * 60 + minutes!) * 60 + seconds!) * 1000;
  return { clock: { sinceMidnight, shown: found[3] ? 1_000 : 60_000 }, rest: without(text, found) };
};

const readDay = (text: string, zone: string, now: Date): { day: Day | null; rest: string } => {
  for (const [form, parts] of FORMS) {
    const found = form.exec(text);
    const day = found && dayOf(found, parts, zone, now);
    if (found && day) return { day, rest: without(text, found) };
  }
  return { day: null, rest: text };
};

const without = (text: string, { index, 0: found }: RegExpExecArray): string =>
  `${text.slice(0, index).replace(/,\s*$/, '')} ${text.slice(index + found.length)}`;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const dayOf = (
  found: RegExpExecArray,
  parts: readonly ('year' | 'month' | 'name' | 'day')[],
  zone: string,
  now: Date,
): Day | null => {
  const part = (name: (typeof parts)[number]) => found[parts.indexOf(name) + 1];
  const month = parts.includes('name')
    ? MONTHS.indexOf(part('name')!.toLowerCase()) + 1
    : Number(part('month'));
  const day = parts.includes('day') && part('day') ? Number(part('day')) : null;
  const year = part('year') ? Number(part('year')) : lastYearOf(month, day ?? 1, zone, now);
  const date = new Date(Date.UTC(year, month - 1, day ?? 1));
  // 2026-13 and 31 Nov are no dates
  return date.getUTCMonth() === month - 1 && year >= 1970 && year <= 9999 ? { year, month, day } : null;
};

/** The year in which that day was last, today included, by the zone's calendar. */
const lastYearOf = (month: number, day: number, zone: string, now: Date): number => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(now);
  const today = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  const ahead = month > today('month') || (month === today('month') && day > today('day'));
  return today('year') - (ahead ? 1 : 0);
};

const takenAt = (day: Day | null, clock: Clock | null, zone: string, now: Date): Stretch[] | null => {
  if (clock === null) return day === null ? null : [boundsOf(day, zone)];
  return midnightsOf(day, now).flatMap((midnight) => shownAt(midnight, clock, zone));
};

/** The local days in question, newest first, each as the midnight that it would have in UTC. */
const midnightsOf = (day: Day | null, now: Date): number[] => {
  // today of any zone is at most the day after that of UTC
  const last = day ? lastDayOf(day) : Math.floor(now.getTime() / DAY_MS) * DAY_MS + DAY_MS;
  const count = day === null ? CLOCK_DAYS + 1 : day.day === null ? new Date(last).getUTCDate() : 1;
  return Array.from({ length: count }, (_, back) => last - back * DAY_MS);
};

const lastDayOf = ({ year, month, day }: Day): number =>
  day === null ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, day);

/** Twice where the clocks are put back over it, never where they are put forward over it. */
const shownAt = (midnight: number, { sinceMidnight, shown }: Clock, zone: string): Stretch[] => {
  const local = midnight + sinceMidnight;
  const spans = zoneSpans(zone, new Date(local).getUTCFullYear());
  return instantsOf(spans, local)
    .filter((instant) => instant + spanAt(spans, instant).offset === local)
    .map((instant) => ({ from: new Date(instant), before: new Date(instant + shown) }));
};

const boundsOf = ({ year, month, day }: Day, zone: string): Stretch => ({
  from: startOf(Date.UTC(year, month - 1, day ?? 1), zone),
  before: startOf(day === null ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1), zone),
});

const startOf = (local: number, zone: string): Date =>
  new Date(instantsOf(zoneSpans(zone, new Date(local).getUTCFullYear()), local)[0]!);
