import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { getTimeZoneTransition, offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';

/** A stretch of time over which a zone's clocks stand still against UTC. All in milliseconds. */
export type Span = {
  /** First instant; -Infinity at the edge of what was asked for. */
  start: number;
  /** First instant after it; Infinity at the edge. */
  end: number;
  /** Local time minus UTC. */
  offset: number;
};

const DAY = 86_400_000;
// Offsets reach 16 hours and a zone that crosses the date line jumps 24: three days more on either side hold every
// instant that a local time of the year can mean.
const MARGIN = 3 * DAY;

// Asking the time-zone data costs about a millisecond a zone and year, reading a cached year a microsecond: with
// thousands of policies due at once this is what bounds the scheduler. A process sees some hundreds of zones and a
// few years; the limit only stops a flood of made-up questions from filling the memory.
const MAX_CACHED = 4096;
const cache = new Map<string, readonly Span[]>();

/** The spans that cover a calendar year of a zone and three days around it, in order; at least one. */
export const zoneSpans = (timeZone: string, year: number): readonly Span[] => {
  const key = `${timeZone} ${year}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const spans = readSpans(timeZone, Date.UTC(year, 0, 1) - MARGIN, Date.UTC(year + 1, 0, 1) + MARGIN);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, spans);
  return spans;
};

const readSpans = (timeZone: string, from: number, until: number): Span[] => {
  let at = toZonedDateTimeISO(fromEpochMilliseconds(from), timeZone);
  const spans: Span[] = [];
  for (let start = Number.NEGATIVE_INFINITY; ; ) {
    const next = getTimeZoneTransition(at, 'next');
    const offset = Math.trunc(offsetNanoseconds(at) / 1e6);
    if (next === null || next.epochMilliseconds >= until) {
      spans.push({ start, end: Number.POSITIVE_INFINITY, offset });
      return spans;
    }
    spans.push({ start, end: next.epochMilliseconds, offset });
    start = next.epochMilliseconds;
    at = next;
  }
};

/** The span that an instant lies in. */
export const spanAt = (spans: readonly Span[], instant: number): Span =>
  spans.find((span) => instant < span.end) ?? spans[spans.length - 1]!;
