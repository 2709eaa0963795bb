import type { DataStoreId } from '#lib/domain/ids';
import type { DayBackups, HistorySpan, ReadHistory } from '#lib/domain/store-history';
import type { Rows } from '../catalogue/rows.ts';
import { Prisma } from '../generated/client.ts';
import { wasGood } from '../good-backup.ts';

const GOOD = wasGood('b');

/** What a store's pictures are drawn from: one row a day that has any, from the store's own part of an index. */
export const readStoreHistory = async (
  rows: Rows,
  id: DataStoreId,
  { bounds }: HistorySpan,
): Promise<ReadHistory> => {
  const from = bounds[0]!;
  const until = bounds.at(-1)!;
  // a query of its own is run once; written out, the texts would be read again for each row
  const days = Prisma.sql`(SELECT ${bounds.map((bound) => bound.toISOString())}::text[]::timestamptz[])`;
  const [backups, slots, [before]] = await Promise.all([
    rows.$queryRaw<DayBackups[]>`
      SELECT day - 1 AS day, (count(*) FILTER (WHERE good))::int AS taken,
        (count(*) FILTER (WHERE status = 'failed'))::int AS failed,
        max(bytes)::float8 AS "largestBytes", max(seconds)::float8 AS "longestSeconds",
        min("createdAt") FILTER (WHERE good) AS first, max("createdAt") FILTER (WHERE good) AS last,
        max(gap)::float8 AS "longestGapSeconds"
      FROM (
        SELECT day, good, status, "createdAt", CASE WHEN good THEN "storedBytes" END AS bytes,
          CASE WHEN good THEN extract(epoch FROM "finishedAt" - "startedAt") END AS seconds,
          CASE WHEN good THEN extract(epoch FROM "createdAt" -
            lag("createdAt") OVER (PARTITION BY day, good ORDER BY "createdAt")) END AS gap
        FROM (
          SELECT width_bucket(b."createdAt", ${days}) AS day, ${GOOD} AS good, b.status, b."createdAt", b."storedBytes",
            b."startedAt", b."finishedAt"
          FROM "Backup" b
          WHERE b."dataStoreId" = ${id} AND b.trigger <> 'safety' AND b."createdAt" >= ${from}
            AND b."createdAt" < ${until}) read) made
      GROUP BY day`,
    rows.$queryRaw<ReadHistory['slots']>`
      SELECT width_bucket(s."nominalAt", ${days}) - 1 AS day,
        (count(*) FILTER (WHERE s.outcome = 'backup' AND ${GOOD}))::int AS available,
        (count(*) FILTER (WHERE s.outcome = 'backup' AND NOT coalesce(
          (${GOOD}) OR b.status IN ('pending', 'running'), false)))::int AS failed,
        (count(*) FILTER (WHERE s.outcome = 'skipped'))::int AS skipped,
        (count(*) FILTER (WHERE s.outcome = 'missed'))::int AS missed
      FROM "Slot" s LEFT JOIN "Backup" b ON b.id = s."backupId"
      WHERE s."dataStoreId" = ${id} AND s."nominalAt" >= ${from} AND s."nominalAt" < ${until}
      GROUP BY 1`,
    rows.$queryRaw<{ at: Date }[]>`
      SELECT b."createdAt" AS at FROM "Backup" b
      WHERE b."dataStoreId" = ${id} AND b.trigger <> 'safety' AND b."createdAt" < ${from} AND ${GOOD}
      ORDER BY b."createdAt" DESC LIMIT 1`,
  ]);
  return { backups, slots, before: before?.at ?? null };
};
