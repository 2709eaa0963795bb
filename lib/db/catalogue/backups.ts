import { FAILED_ROW_DAYS } from '#lib/domain/backup';
import type { BackupId, DataStoreId } from '#lib/domain/ids';
import type { BackupRecord, Backups } from '#lib/domain/ports/catalogue';
import { deletionWaitsUntil } from '../deletion-pause.ts';
import { type Backup as BackupRow, Prisma } from '../generated/client.ts';
import { GOOD, isGood } from '../good-backup.ts';
import { MOVING } from '../moving.ts';
import { databaseTime } from './database-time.ts';
import { isRead } from './is-read.ts';
import { type Rows, toNumber } from './rows.ts';

export const backupsOf = (rows: Rows): Backups => ({
  find: async (id) => {
    const row = await rows.backup.findUnique({ where: { id } });
    return row && toBackup(row);
  },
  lock: async (id) => {
    await rows.$queryRaw`SELECT id FROM "Backup" WHERE id = ${id} FOR UPDATE`;
    const row = await rows.backup.findUnique({ where: { id } });
    return row && toBackup(row);
  },
  findByRequestKey: async (requestKey) => {
    const row = await rows.backup.findUnique({ where: { requestKey } });
    return row && toBackup(row);
  },
  insert: async (backup) => {
    await rows.backup.create({ data: { tiers: [], ...backup } });
  },
  insertAll: async (backups) => {
    await rows.$executeRaw`
      INSERT INTO "Backup" (id, "dataStoreId", "dataStoreName", engine, trigger, tiers, description, "retentionDays",
        "retentionSeconds", "slotAt", "requestKey")
      SELECT id, "dataStoreId", "dataStoreName", engine, trigger, coalesce(tiers, '{}'), description, "retentionDays",
        "retentionSeconds", "slotAt", "requestKey"
      FROM json_to_recordset(${JSON.stringify(backups)}::json) AS b(id text, "dataStoreId" text, "dataStoreName" text,
        engine text, trigger text, tiers text[], description text, "retentionDays" int, "retentionSeconds" int,
        "slotAt" timestamptz, "requestKey" uuid)`;
  },
  setStatus: async (id, status, reason) => {
    const ended = status === 'failed' || status === 'cancelled';
    // One whose deletion failed is given back what it was: it ended when it ended.
    await rows.$executeRaw`
      UPDATE "Backup"
      SET status = ${status}, reason = ${reason},
        "finishedAt" = CASE WHEN ${ended} THEN coalesce("finishedAt", clock_timestamp()) ELSE "finishedAt" END
      WHERE id = ${id}`;
  },
  markAvailable: async (id, taken, expiresAt) => {
    await rows.backup.update({
      where: { id },
      data: {
        status: 'available',
        reason: null,
        expiresAt,
        finishedAt: await databaseTime(rows),
        // one that waited stands at the time of its data, everywhere
        createdAt: taken.startedAt,
        startedAt: taken.startedAt,
        product: taken.product,
        version: taken.version,
        method: taken.method,
        methodReason: taken.methodReason,
        consistency: taken.consistency,
        plainBytes: taken.plainBytes,
        storedBytes: taken.storedBytes,
        keys: taken.keys,
        edges: taken.edges,
        usedMemory: taken.usedMemory,
        sha256: taken.sha256,
        dataFile: taken.dataFile,
        contents: taken.contents,
      },
    });
  },
  setPinned: async (id, pinned) => {
    await rows.backup.update({ where: { id }, data: { pinned } });
  },
  setExpiries: async (expiries) => {
    if (expiries.length === 0) return;
    await rows.$executeRaw`
      ${inOrder(expiries.map(({ id }) => id))}
      UPDATE "Backup" b
      SET "retentionDays" = e."retentionDays", "retentionSeconds" = e."retentionSeconds", "expiresAt" = e."expiresAt"
      FROM held, json_to_recordset(${JSON.stringify(expiries)}::json) AS e(id text, "retentionDays" int,
        "retentionSeconds" int, "expiresAt" timestamptz)
      WHERE b.id = held.id AND e.id = held.id`;
  },
  lockRetained: async (dataStoreId) => {
    const locked = await rows.$queryRaw<{ id: BackupId }[]>`
      SELECT id FROM "Backup"
      WHERE "dataStoreId" = ${dataStoreId} AND status IN ('available', 'damaged', 'failed', 'cancelled')
      ORDER BY id FOR UPDATE`;
    return locked.map(({ id }) => id);
  },
  retained: async (dataStoreId) => {
    const kept = await rows.backup.findMany({
      where: { dataStoreId, status: { in: ['available', 'damaged', 'failed', 'cancelled'] } },
      select: {
        id: true,
        status: true,
        trigger: true,
        tiers: true,
        slotAt: true,
        createdAt: true,
        expiresAt: true,
        pinned: true,
        description: true,
      },
      orderBy: { createdAt: 'desc' },
    });
    const read = await rows.restore.findMany({
      where: { backupId: { in: kept.map(({ id }) => id) }, status: MOVING },
      select: { backupId: true },
    });
    const inUse = new Set(read.map(({ backupId }) => backupId));
    const waiting = await waitingDeletions(rows, dataStoreId);
    return kept.map(
      (row) =>
        ({
          ...row,
          dataStoreId,
          inUse: inUse.has(row.id),
          deletionWaitsUntil: waiting.get(row.id) ?? null,
        }) as RetainedRow,
    );
  },
  // The last good backup of a store that is there is held: a store with nothing else expired is not worth a sweep.
  storesWithExpired: async (now, limit) =>
    await rows.$queryRaw<{ dataStoreId: DataStoreId; exists: boolean }[]>`
      SELECT DISTINCT b."dataStoreId", s.id IS NOT NULL AS "exists"
      FROM "Backup" b LEFT JOIN "DataStore" s ON s.id = b."dataStoreId"
      WHERE (b.status IN ('failed', 'cancelled')
          AND b."createdAt" <= ${now}::timestamptz - make_interval(days => ${FAILED_ROW_DAYS}::int))
        OR (b.status IN ('available', 'damaged') AND NOT b.pinned AND b."expiresAt" <= ${now}
          AND NOT ${isRead('b')} AND coalesce(${deletionWaitsUntil('b')} <= ${now}, true)
          AND (s.id IS NULL OR b.status = 'damaged' OR b.trigger = 'safety' OR EXISTS (
            SELECT 1 FROM "Backup" g
            WHERE g."dataStoreId" = b."dataStoreId" AND ${isGood('g')}
              AND (g."createdAt", g.id) > (b."createdAt", b.id))))
      LIMIT ${limit}`,
  unsuccessfulSince: async (since) => {
    const rowsSince = await rows.backup.findMany({
      where: { status: { in: ['failed', 'cancelled'] }, finishedAt: { gte: since } },
      select: { id: true, dataStoreId: true },
    });
    return rowsSince as Pick<BackupRecord, 'id' | 'dataStoreId'>[];
  },
  lastGood: async (dataStoreId) => {
    const row = await rows.backup.findFirst({
      where: { dataStoreId, ...GOOD },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { storedBytes: true, usedMemory: true, keys: true, edges: true },
    });
    return (
      row && {
        storedBytes: toNumber(row.storedBytes) ?? 0,
        usedMemory: toNumber(row.usedMemory),
        keys: toNumber(row.keys),
        edges: toNumber(row.edges),
      }
    );
  },
  isAnyInUse: async (dataStoreId) => {
    const [found] = await rows.$queryRaw<unknown[]>`
      SELECT 1 FROM "Backup" b WHERE b."dataStoreId" = ${dataStoreId} AND ${isRead('b')} LIMIT 1`;
    return found !== undefined;
  },
  isInUse: async (id) => (await rows.restore.count({ where: { backupId: id, status: MOVING } })) > 0,
  markDeleted: async (ids) => {
    await rows.$executeRaw`
      ${inOrder(ids)}
      UPDATE "Backup" b SET status = 'deleted', reason = NULL FROM held WHERE b.id = held.id`;
  },
  markDeleting: async (ids) =>
    await rows.$queryRaw<Marked[]>`
      UPDATE "Backup" SET status = 'deleting', "statusBefore" = status
      WHERE id = ANY(${[...ids]}::text[]) AND status IN ('available', 'damaged', 'failed', 'cancelled')
      RETURNING id, "dataStoreId", "dataStoreName", description`,
  forget: async (ids) => {
    await rows.$executeRaw`DELETE FROM "Backup" WHERE id = ANY(${[...ids]}::text[])`;
  },
});

/** Locks rows by their ids first, all in one order: two workers that change some of the same wait, and never in a ring. */
const inOrder = (ids: readonly BackupId[]): Prisma.Sql => Prisma.sql`
  WITH held AS MATERIALIZED (
    SELECT id FROM "Backup" WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR UPDATE)`;

const waitingDeletions = async (rows: Rows, dataStoreId: DataStoreId): Promise<Map<string, Date>> => {
  const waiting = await rows.$queryRaw<{ id: string; until: Date }[]>`
    SELECT b.id, w.until FROM "Backup" b, LATERAL (SELECT ${deletionWaitsUntil('b')} AS until) w
    WHERE b."dataStoreId" = ${dataStoreId} AND b.id IN (
      SELECT "backupId" FROM "Operation" WHERE kind = 'deletion' AND state = 'failed')`;
  return new Map(waiting.map(({ id, until }) => [id, until]));
};

type Marked = Awaited<ReturnType<Backups['markDeleting']>>[number];
type RetainedRow = Awaited<ReturnType<Backups['retained']>>[number];

const toBackup = (row: BackupRow): BackupRecord =>
  ({
    ...row,
    plainBytes: toNumber(row.plainBytes),
    storedBytes: toNumber(row.storedBytes),
    keys: toNumber(row.keys),
    edges: toNumber(row.edges),
    usedMemory: toNumber(row.usedMemory),
  }) as unknown as BackupRecord;
