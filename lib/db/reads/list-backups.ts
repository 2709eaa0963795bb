import { retryOf } from '#lib/domain/backup-retry';
import { ENGINE_FORMATS } from '#lib/domain/contents';
import { downloadName } from '#lib/domain/download-name';
import { type BackupId, ID_PATTERN } from '#lib/domain/ids';
import type { Progress } from '#lib/domain/operation';
import {
  BACKUP_PAGE_SIZE,
  type BackupFilter,
  type BackupPage,
  type BackupRow,
} from '#lib/domain/views/backup-view';
import { pageOf, readCursor } from '#lib/domain/views/cursor';
import { deletionPauseWords } from '#lib/domain/words/deletion-pause';
import { sentence } from '#lib/domain/words/sentence';
import { type Rows, toNumber } from '../catalogue/rows.ts';
import { deletionWaitsUntil } from '../deletion-pause.ts';
import { Prisma } from '../generated/client.ts';
import { isGood } from '../good-backup.ts';
import { beyond, COUNTED, countUpTo, keysetOrder } from './keyset.ts';
import { findText, holdsText } from './search-text.ts';
import { isSilent } from './silent-operations.ts';

type Made =
  | 'createdAt'
  | 'finishedAt'
  | 'expiresAt'
  | 'keys'
  | 'edges'
  | 'plainBytes'
  | 'storedBytes'
  | 'fileName'
  | 'retry'
  | 'verification';

type Read = Omit<BackupRow, Made> & {
  createdAt: Date;
  startedAt: Date | null;
  nameThen: string;
  retentionDays: number | null;
  retentionSeconds: number | null;
  finishedAt: Date | null;
  expiresAt: Date | null;
  keys: bigint | null;
  edges: bigint | null;
  plainBytes: bigint | null;
  storedBytes: bigint | null;
  progress: Progress | null;
  verifiedAt: Date | null;
  verifiedState: 'completed' | 'failed' | null;
  verifiedWords: string | null;
  waitsUntil: Date | null;
};

/** A search counts so many: unlike a filter, it has to read each row that it counts. */
const FOUND = 1_000;

/** Keyset-paged, newest first; deleted ones are hidden. */
export const listBackups = async (rows: Rows, filter: BackupFilter): Promise<BackupPage> => {
  const cursor = readCursor(filter.cursor);
  const where = await conditions(rows, filter);
  const countedTo = filter.search ? FOUND : COUNTED;
  const [read, total, moving] = await Promise.all([
    rows.$queryRaw<Read[]>`
      ${selectBackups}
      WHERE ${where} AND ${beyond(cursor, 'b', 'text')}
      ORDER BY ${keysetOrder(cursor, 'b')} LIMIT ${BACKUP_PAGE_SIZE + 1}`,
    countUpTo(rows, Prisma.sql`FROM "Backup" b WHERE ${where}`, countedTo),
    rows.lease.count({ where: filter.dataStore ? { dataStoreId: filter.dataStore } : {} }),
  ]);
  const page = pageOf(read, { cursor, size: BACKUP_PAGE_SIZE, at: (row) => row.createdAt });
  return { ...page, rows: page.rows.map(toView), total, countedTo, moving: moving > 0 };
};

export const findBackup = async (rows: Rows, id: BackupId): Promise<BackupRow | null> => {
  const [row] = await rows.$queryRaw<Read[]>`${selectBackups} WHERE b.id = ${id} AND b.status <> 'deleted'`;
  return row === undefined ? null : toView(row);
};

const conditions = async (
  rows: Rows,
  { search, dataStore, status, trigger, tier }: BackupFilter,
): Promise<Prisma.Sql> => {
  const all = [Prisma.sql`b.status <> 'deleted'`];
  if (dataStore) all.push(Prisma.sql`b."dataStoreId" = ${dataStore}`);
  if (status) all.push(Prisma.sql`b.status = ${status}`);
  if (trigger) all.push(Prisma.sql`b.trigger = ${trigger}`);
  if (tier) all.push(Prisma.sql`${tier} = ANY(b.tiers)`);
  if (search && ID_PATTERN.test(search)) all.push(Prisma.sql`b.id = ${search}`);
  else if (search) all.push(holdsText('b', await findText(rows, search)));
  return Prisma.join(all, ' AND ');
};

// It would be gone already, but for a deletion that failed.
const waitsUntil = Prisma.sql`CASE WHEN b.status IN ('available', 'damaged', 'failed', 'cancelled')
  AND (NOT b.pinned AND b."expiresAt" <= now()
    OR EXISTS (SELECT FROM "DiscardedStore" d WHERE d."dataStoreId" = b."dataStoreId"))
  THEN ${deletionWaitsUntil('b')} END`;

// The last good one is the newest Available of its store that is no safety backup (decide-fates.ts says the same).
const selectBackups = Prisma.sql`
  SELECT b.id, b.description, b."dataStoreId", coalesce(s.name, b."dataStoreName") AS "dataStoreName",
    s.id IS NOT NULL AS "dataStoreExists", b.trigger, b.tiers, b.status,
    CASE WHEN b.status = 'pending' THEN o.reason ELSE b.reason END AS reason, b."storedBytes", b."plainBytes",
    b.engine, b.keys, b.edges, b."createdAt", b."finishedAt", b."expiresAt", b.pinned, b.product, b.version, b.method,
    b.consistency, b.sha256, b."retentionDays", b."retentionSeconds", b."startedAt", b."dataStoreName" AS "nameThen",
    o.id::text AS "operationId", o.progress,
    v."finishedAt" AS "verifiedAt", v.state AS "verifiedState", coalesce(v.summary, v.reason) AS "verifiedWords",
    ${waitsUntil} AS "waitsUntil", p."keepOnDemand" AS "onDemandKept",
    s.id IS NOT NULL AND ${isGood('b')} AND b.id = (
      SELECT g.id FROM "Backup" g
      WHERE g."dataStoreId" = b."dataStoreId" AND ${isGood('g')}
      ORDER BY g."createdAt" DESC, g.id DESC LIMIT 1) AS "lastGood"
  FROM "Backup" b
  LEFT JOIN "DataStore" s ON s.id = b."dataStoreId"
  LEFT JOIN "Policy" p ON p."dataStoreId" = b."dataStoreId" AND p.enabled AND p.kind = 'plan'
  LEFT JOIN LATERAL (
    SELECT m.id, m.reason, CASE WHEN ${isSilent('m')} THEN NULL ELSE m.progress END AS progress FROM "Operation" m
    WHERE m."backupId" = b.id AND m.kind <> 'restore' AND m.state IN ('pending', 'running')
    ORDER BY m."createdAt" DESC LIMIT 1) o ON true
  LEFT JOIN LATERAL (
    SELECT e.state, e."finishedAt", e.summary, e.reason FROM "Operation" e
    WHERE e."backupId" = b.id AND e.kind = 'verification' AND e.state IN ('completed', 'failed')
    ORDER BY e."finishedAt" DESC LIMIT 1) v ON true`;

const toView = (read: Read): BackupRow => {
  const { startedAt, nameThen, verifiedAt, verifiedState, verifiedWords, waitsUntil, ...asked } = read;
  const { retentionDays, retentionSeconds, ...row } = asked;
  return {
    ...row,
    reason: reasonOf(row, waitsUntil),
    verification: verifiedAt && {
      at: verifiedAt.toISOString(),
      ok: verifiedState === 'completed',
      words: verifiedWords ?? '',
    },
    retry: retryOf(asked, row.dataStoreExists),
    fileName: startedAt && fileName(row, nameThen, startedAt),
    keys: toNumber(row.keys),
    edges: toNumber(row.edges),
    plainBytes: toNumber(row.plainBytes),
    storedBytes: toNumber(row.storedBytes),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.pinned ? null : (row.expiresAt?.toISOString() ?? null),
  };
};

const reasonOf = ({ reason, lastGood }: Pick<BackupRow, 'reason' | 'lastGood'>, waitsUntil: Date | null) =>
  reason === null || waitsUntil === null || lastGood
    ? reason
    : `${sentence(reason)} ${deletionPauseWords(waitsUntil, new Date())}`;

// A backup has its start only from when its file is there.
const fileName = (
  { id: backupId, engine }: Pick<BackupRow, 'id' | 'engine'>,
  dataStoreName: string,
  startedAt: Date,
): string =>
  downloadName({
    backupId,
    dataStoreName,
    startedAt: startedAt.toISOString(),
    suffix: `.${ENGINE_FORMATS[engine]}`,
  });
