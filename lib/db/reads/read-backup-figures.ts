import type { BackupFigures } from '#lib/domain/views/backup-figures-view';
import type { Rows } from '../catalogue/rows.ts';
import { isGood } from '../good-backup.ts';

type Read = {
  backups: number;
  bytes: number;
  failedLately: number;
  id: string | null;
  name: string | null;
  since: Date | null;
};

/** One query, each part of it from kept sums or from an index: a million backups are not counted. */
export const readBackupFigures = async (rows: Rows): Promise<BackupFigures> => {
  const [read] = await rows.$queryRaw<Read[]>`
    SELECT total.backups, total.bytes, failed."failedLately", risk.id, risk.name, risk.since
    FROM (SELECT coalesce(sum(t.backups), 0)::float8 AS backups, coalesce(sum(t.bytes), 0)::float8 AS bytes
      FROM "BackupTotal" t) total
    CROSS JOIN (SELECT count(*)::int AS "failedLately" FROM "Backup" b
      WHERE b.status = 'failed' AND b."createdAt" > now() - interval '7 days') failed
    LEFT JOIN (
      SELECT s.id, s.name, good."createdAt" AS since
      FROM "DataStore" s LEFT JOIN LATERAL (
        SELECT b."createdAt" FROM "Backup" b
        WHERE b."dataStoreId" = s.id AND ${isGood('b')}
        ORDER BY b."createdAt" DESC, b.id DESC LIMIT 1) good ON true
      WHERE s.status IN ('active', 'unreachable')
      ORDER BY good."createdAt" NULLS FIRST, s."createdAt" LIMIT 1) risk ON true`;
  const { backups, bytes, failedLately, id, name, since } = read!;
  return {
    backups,
    bytes,
    failedLately,
    atRisk:
      id === null || name === null
        ? null
        : { dataStoreId: id, dataStoreName: name, since: since?.toISOString() ?? null },
  };
};
