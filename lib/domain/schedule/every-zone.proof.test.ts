import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordFault } from '../../../e2e/faults/record-fault.ts';
import { startPostgres, type TestPostgres } from '../../../e2e/servers/postgres.ts';
import { compareAround } from './compare-slots.fixture.ts';
import { offsetChanges } from './luxon-slots.fixture.ts';
import { spanAt, zoneSpans } from './zone-spans.ts';

const DAY = 86_400_000;
const QUARTER = 15 * 60_000;
const FROM = Date.UTC(2024, 0, 1);
const UNTIL = Date.UTC(2031, 0, 1);

/** Names that PostgreSQL takes for abbreviations, which know no summer time. */
const ABBREVIATIONS = new Set(['CET', 'EET', 'MET', 'WET']);
/** Laws of 2026 that Node's tz database (2026c) holds and the one in PostgreSQL 18.4 does not: equal until then. */
const NEWER_IN_NODE = new Map([
  ['Africa/Casablanca', Date.UTC(2026, 8, 20)],
  ['Africa/El_Aaiun', Date.UTC(2026, 8, 20)],
  ['America/Edmonton', Date.UTC(2026, 10, 1)],
  ['America/Yellowknife', Date.UTC(2026, 10, 1)],
  ['Canada/Mountain', Date.UTC(2026, 10, 1)],
]);

let postgres: TestPostgres;
let client: pg.Client;
beforeAll(async () => {
  postgres = await startPostgres();
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

/** PostgreSQL brings the tz database with it, links included, and its own code that reads it. */
const everyZone = async (): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM pg_timezone_names WHERE name !~ '^(posix|right)/' ORDER BY name`,
  );
  return rows.map(({ name }) => name).filter(isKnown);
};

/** What a policy's time zone may be: `Factory` and `posixrules` name no place. */
const isKnown = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
};

/** Minutes between local time and UTC as PostgreSQL knows them, at each instant. */
const offsetsOf = async (timeZone: string, instants: readonly number[]): Promise<number[]> => {
  const { rows } = await client.query<{ minutes: number }>(
    `SELECT (extract(epoch FROM (at AT TIME ZONE $1) - (at AT TIME ZONE 'UTC')) / 60)::float8 AS minutes
     FROM unnest($2::timestamptz[]) WITH ORDINALITY AS instants(at, n) ORDER BY n`,
    [timeZone, instants.map((instant) => new Date(instant))],
  );
  return rows.map(({ minutes }) => minutes);
};

describe('row 29: every zone of the tz database, 2024 to 2030', () => {
  it('has its slots where the clocks of luxon show them, around every change', async () => {
    const zones = await everyZone();
    expect(zones.length).toBeGreaterThan(500);
    let changes = 0;
    for (const zone of zones) {
      for (const change of offsetChanges(zone, FROM, UNTIL)) {
        compareAround(zone, change, QUARTER);
        changes += 1;
      }
      compareAround(zone, Date.UTC(2026, 11, 31, 12), QUARTER);
    }
    expect(changes).toBeGreaterThan(2_000);
    recordFault(import.meta.url, {
      rows: [29],
      injected: 'Every change of every zone of the tz database, 2024 to 2030, against a second calculation',
      times: 1,
      survived: 'The same slots.',
    });
  });

  it('has the offsets that PostgreSQL reads from its own copy, every five days and at every change', async () => {
    const days = Array.from({ length: (UNTIL - FROM) / (5 * DAY) }, (_, n) => FROM + n * 5 * DAY);
    const different: string[] = [];
    for (const zone of (await everyZone()).filter((name) => !ABBREVIATIONS.has(name))) {
      const around = offsetChanges(zone, FROM, UNTIL).flatMap((change) => [change - 60_000, change]);
      const instants = [...days, ...around].filter((at) => at < (NEWER_IN_NODE.get(zone) ?? UNTIL));
      const theirs = await offsetsOf(zone, instants);
      const ours = instants.map(
        (at) => spanAt(zoneSpans(zone, new Date(at).getUTCFullYear()), at).offset / 60_000,
      );
      const first = ours.findIndex((offset, index) => offset !== theirs[index]);
      if (first >= 0) different.push(`${zone} from ${new Date(instants[first]!).toISOString()}`);
    }
    expect(different).toEqual([]);
    recordFault(import.meta.url, {
      rows: [29],
      injected: 'The offsets of every zone, every five days and around every change, against PostgreSQL’s',
      times: 1,
      survived: 'The same offsets.',
    });
  });
});
