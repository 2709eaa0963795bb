import { instantsOf } from './schedule/local-time.ts';
import { zoneSpans } from './schedule/zone-spans.ts';
import { isTimeZone } from './validation/time-zone.ts';

/**
 * What a search for a backup asks for: the text itself in its description; or every word in its description or its
 * store's name, and a day or month in which it was taken.
 */
export type BackupSearch = { text: string; words: string[]; taken: { from: Date; before: Date } | null };

type Day = { year: number; month: number; day: number | null };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const FORMS: readonly [RegExp, readonly ('year' | 'month' | 'name' | 'day')[]][] = [
  [/(?<!\S)(\d{4})-(\d\d?)(?:-(\d\d?))?(?!\S)/i, ['year', 'month', 'day']],
  [new RegExp(`(?<!\\S)(\\d\\d?)\\.? ${MONTH}(?: (\\d{4}))?(?!\\S)`, 'i'), ['day', 'name', 'year']],
  [new RegExp(`(?<!\\S)${MONTH} (\\d\\d?)(?:,? (\\d{4}))?(?!\\S)`, 'i'), ['name', 'day', 'year']],
  [new RegExp(`(?<!\\S)${MONTH} (\\d{4})(?!\\S)`, 'i'), ['name', 'year']],
];

/**
 * Reads `catalogue 23 Nov`, `2026-11-23`, `2026-11` or `Nov 23`: the date means a day (or month) of the reader's zone,
 * without a year the last such day. What is no date is words.
 */
export const readBackupSearch = (text: string, timeZone: string, now: Date): BackupSearch => {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  for (const [form, parts] of FORMS) {
    const found = form.exec(text);
    const day = found && dayOf(found, parts, zone, now);
    if (!found || !day) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return { text, words: wordsOf(rest), taken: boundsOf(day, zone) };
  }
  return { text, words: wordsOf(text), taken: null };
};

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

const boundsOf = ({ year, month, day }: Day, zone: string): BackupSearch['taken'] => ({
  from: startOf(Date.UTC(year, month - 1, day ?? 1), zone),
  before: startOf(day === null ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1), zone),
});

const startOf = (local: number, zone: string): Date =>
  new Date(instantsOf(zoneSpans(zone, new Date(local).getUTCFullYear()), local)[0]!);
