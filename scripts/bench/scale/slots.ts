import { setTimeout as sleep } from 'node:timers/promises';
import { type Installation, startInstallation, until } from '../../../e2e/faults/installation.ts';
import { atMost, type Row } from '../rows.ts';

const POLICIES = 10_000;
const WORKERS = 4;

/** Stores that nobody answers for, as the measure is of the schedule; none is probed meanwhile. */
const STORES = `
  INSERT INTO "DataStore" (id, name, engine, host, port, status, "probeDueAt")
  SELECT 'dst_' || translate(lpad(to_hex(n), 12, '0'), '01', 'yz'), 'store-' || n, 'redis', '127.0.0.1', 9, 'active',
    now() + interval '1 year'
  FROM generate_series(1, ${POLICIES}) n`;

/** All of them every hour: in each zone the same instant. */
const POLICY_ROWS = `
  INSERT INTO "Policy" ("dataStoreId", enabled, days, hours, "everyHour", "timeZone", "retentionDays")
  SELECT id, true, '{1,2,3,4,5,6,7}', '{}', true,
    (ARRAY['UTC','Europe/Berlin','America/New_York','Asia/Tokyo','Australia/Sydney'])[1 + abs(hashtext(id)) % 5], 7
  FROM "DataStore"`;

type Answer = { slots: number; stores: number; backups: number; jobs: number };

const read = async (amber: Installation): Promise<Answer> => {
  const [row] = await amber.db.$queryRaw<Answer[]>`
    SELECT (SELECT count(*)::int FROM "Slot" WHERE outcome = 'backup') AS slots,
      (SELECT count(DISTINCT ("dataStoreId", "nominalAt"))::int FROM "Slot") AS stores,
      (SELECT count(*)::int FROM "Backup") AS backups,
      (SELECT count(*)::int FROM pgboss.job WHERE name = 'run-backup') AS jobs`;
  return row!;
};

/** Seconds from the moment they are due to the commit of the last slot, by the database's clock. */
const fire = async (amber: Installation): Promise<number> => {
  await amber.db.$executeRaw`UPDATE "Policy" SET "nextAt" = date_trunc('hour', now())`;
  const [due] = await amber.db.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
  await until(
    async () => (await amber.db.policy.count({ where: { nextAt: { gt: new Date() } } })) === POLICIES,
    'every policy has moved on',
    120,
  );
  const [last] = await amber.db.$queryRaw<{ at: Date }[]>`
    SELECT max(pg_xact_commit_timestamp(xmin)) AS at FROM "Slot"`;
  return (last!.at.getTime() - due!.at.getTime()) / 1000;
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startInstallation({ durable: true, settings: ['track_commit_timestamp=on'] });
  try {
    await amber.db.$executeRawUnsafe(STORES);
    await amber.db.$executeRawUnsafe(POLICY_ROWS);
    await amber.db.$executeRawUnsafe('ANALYZE');
    await Promise.all(Array.from({ length: WORKERS }, () => amber.startWorker()));
    // past the first round of their duties
    await sleep(3_000);
    const seconds = await fire(amber);
    const { slots, stores, backups, jobs } = await read(amber);
    const whole = [slots, stores, backups, jobs].every((count) => count === POLICIES);
    return [
      {
        measure: '10,000 policies due in the same minute, 4 workers',
        against: 'until every slot is enqueued',
        result: `${seconds.toFixed(2)} s`,
        must: '< 5 s',
        aim: '< 2 s',
        met: whole ? atMost(seconds, { must: 5, aim: 2 }) : 'no',
        detail: whole
          ? `each slot once: ${slots} slots, backups and jobs; the workers begin the backups meanwhile`
          : `${slots} slots, ${stores} of them different, ${backups} backups, ${jobs} jobs`,
      },
    ];
  } finally {
    await amber.stop();
  }
};
