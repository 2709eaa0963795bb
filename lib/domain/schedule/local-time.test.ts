import { describe, expect, it } from 'vitest';
import { instantsOf } from './local-time.ts';
import { spanAt, zoneSpans } from './zone-spans.ts';

const at = (timeZone: string, local: string): string[] => {
  const wall = Date.parse(`${local}Z`);
  return instantsOf(zoneSpans(timeZone, new Date(wall).getUTCFullYear()), wall).map((instant) =>
    new Date(instant).toISOString().slice(0, 16),
  );
};

describe('instantsOf', () => {
  it.each([
    ['once', 'Europe/Madrid', '2026-06-01T12:00', ['2026-06-01T10:00']],
    ['in a gap, as long after it', 'Europe/Madrid', '2026-03-29T02:30', ['2026-03-29T01:30']],
    ['at the beginning of a gap', 'Europe/Madrid', '2026-03-29T02:00', ['2026-03-29T01:00']],
    ['at the end of a gap', 'Europe/Madrid', '2026-03-29T03:00', ['2026-03-29T01:00']],
    ['twice', 'Europe/Madrid', '2026-10-25T02:00', ['2026-10-25T00:00', '2026-10-25T01:00']],
    ['once again', 'Europe/Madrid', '2026-10-25T03:00', ['2026-10-25T02:00']],
    ['in a gap of a day', 'Pacific/Apia', '2011-12-30T12:00', ['2011-12-30T22:00']],
    ['at the turn of the year', 'Pacific/Kiritimati', '2027-01-01T00:00', ['2026-12-31T10:00']],
    ['in a zone of seconds', 'Africa/Monrovia', '1971-06-01T00:00', ['1971-06-01T00:44']],
  ])('%s: %s %s', (_, timeZone, local, instants) => expect(at(timeZone, local)).toEqual(instants));
});

describe('zoneSpans', () => {
  it('is one span for a zone that never changes', () => {
    expect(zoneSpans('UTC', 2026)).toEqual([{ start: -Infinity, end: Infinity, offset: 0 }]);
  });

  it('covers the time before, between and after the changes of a year', () => {
    const spans = zoneSpans('Europe/Madrid', 2026);
    expect(spans.map((span) => span.offset / 3_600_000)).toEqual([1, 2, 1]);
    expect(spans[0]!.end).toBe(Date.parse('2026-03-29T01:00Z'));
    expect(spans[1]!.start).toBe(spans[0]!.end);
    expect(spanAt(spans, spans[1]!.start)).toBe(spans[1]);
    expect(spanAt(spans, spans[1]!.start - 1)).toBe(spans[0]);
  });

  it('answers from memory the second time', () => {
    expect(zoneSpans('Europe/Madrid', 2027)).toBe(zoneSpans('Europe/Madrid', 2027));
  });
});
