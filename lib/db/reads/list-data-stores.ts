import { type EngineKind, isGraphProbe, type Probe, type Product } from '#lib/domain/data-store';
import type { DataStoreId } from '#lib/domain/ids';
import { type ProvisionerName, UNKNOWN_PORT, type Wish } from '#lib/domain/instance';
import type { Progress } from '#lib/domain/operation';
import { percentDone } from '#lib/domain/progress-meter';
import { ON_TIME_WITHIN } from '#lib/domain/schedule/catch-up';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { endpointWords } from '#lib/domain/words/endpoint';
import { type Rows, toNumber } from '../catalogue/rows.ts';
import { Prisma } from '../generated/client.ts';
import { isGood } from '../good-backup.ts';
import { isSilent } from './silent-operations.ts';

type Read = {
  id: DataStoreId;
  name: string;
  engine: EngineKind;
  host: string;
  port: number;
  graph: string | null;
  /** null: nobody of ours. */
  madeBy: ProvisionerName | null;
  wish: Wish | null;
  made: boolean;
  product: Product | null;
  version: string | null;
  status: DataStoreRow['status'];
  statusReason: string | null;
  probe: Probe | null;
  createdAt: Date;
  now: Date;
  nextAt: Date | null;
  lastBackupAt: Date | null;
  backedUpKeys: bigint | null;
  backedUpEdges: bigint | null;
  failedAt: Date | null;
  failedReason: string | null;
  operationId: string | null;
  operationKind: 'backup' | 'restore' | null;
  operationState: 'pending' | 'running' | null;
  operationReason: string | null;
  progress: Progress | null;
  incomplete: boolean;
  clearedAt: Date | null;
};

/** All stores, or the one with the given id, newest last: a few thousand at most. */
export const listDataStores = async (rows: Rows, id: DataStoreId | null = null): Promise<DataStoreRow[]> => {
  const read = await rows.$queryRaw<Read[]>`
    SELECT s.id, s.name, s.engine, s.host, s.port, s.graph, i.provisioner AS "madeBy", i.wish, i."readyAt" IS NOT NULL AS made,
      s.product, s.version, s.status, s."statusReason", s.probe,
      s."createdAt", now() AS now, p."nextAt", good."createdAt" AS "lastBackupAt",
      good.keys AS "backedUpKeys", good.edges AS "backedUpEdges",
      bad."createdAt" AS "failedAt", bad.reason AS "failedReason",
      o.id::text AS "operationId", o.kind AS "operationKind", o.state AS "operationState",
      o.reason AS "operationReason", CASE WHEN ${isSilent('o')} THEN NULL ELSE o.progress END AS progress,
      last."targetState" = 'incomplete' AND last.status IN ('failed', 'cancelled') AS incomplete, last."clearedAt"
    FROM "DataStore" s
    LEFT JOIN "Instance" i ON i."dataStoreId" = s.id
    LEFT JOIN "Policy" p ON p."dataStoreId" = s.id AND p.enabled
    LEFT JOIN "Lease" l ON l."dataStoreId" = s.id
    LEFT JOIN "Operation" o ON o.id = l."operationId"
    LEFT JOIN LATERAL (
      SELECT b."createdAt", b.keys, b.edges FROM "Backup" b
      WHERE b."dataStoreId" = s.id AND ${isGood('b')}
      ORDER BY b."createdAt" DESC LIMIT 1) good ON true
    LEFT JOIN LATERAL (
      SELECT b."createdAt", b.reason FROM "Backup" b
      WHERE b."dataStoreId" = s.id AND b.status = 'failed' AND b.trigger <> 'safety'
        AND (good."createdAt" IS NULL OR b."createdAt" > good."createdAt")
      ORDER BY b."createdAt" DESC LIMIT 1) bad ON true
    LEFT JOIN LATERAL (
      SELECT r.status, r."targetState", r."clearedAt" FROM "Restore" r
      WHERE r."dataStoreId" = s.id AND NOT (r.status IN ('failed', 'cancelled') AND r."targetState" = 'untouched')
      ORDER BY r."createdAt" DESC, r.id DESC LIMIT 1) last ON true
    WHERE ${id === null ? Prisma.sql`true` : Prisma.sql`s.id = ${id}`}
    ORDER BY s."createdAt", s.id`;
  return read.map(toRow);
};

const memoryOf = (probe: Probe): DataStoreRow['memory'] =>
  isGraphProbe(probe) ? null : { used: probe.memory.used, max: probe.memory.max };

/** A graph is not counted when it is looked at: that reads all of it. */
const countsOf = ({ engine, probe, backedUpKeys, backedUpEdges }: Read) =>
  engine === 'janusgraph'
    ? { keys: toNumber(backedUpKeys), edges: toNumber(backedUpEdges) }
    : { keys: probe && !isGraphProbe(probe) ? probe.keys : null, edges: null };

const toRow = (row: Read): DataStoreRow => ({
  id: row.id,
  name: row.name,
  engine: row.engine,
  product: row.product ?? row.wish?.product ?? null,
  version: row.version ?? row.wish?.version ?? null,
  endpoint: row.port === UNKNOWN_PORT ? null : endpointWords(row.host, row.port),
  graph: row.graph,
  // one that could not be started has left its row, but never had a port
  runByAmber: row.madeBy !== null || row.port === UNKNOWN_PORT,
  madeBy: row.madeBy,
  memory: row.probe && memoryOf(row.probe),
  ...countsOf(row),
  lastBackupAt: row.lastBackupAt?.toISOString() ?? null,
  moving:
    row.operationId !== null && row.operationKind !== null && row.operationState !== null
      ? {
          operationId: row.operationId,
          kind: row.operationKind,
          state: row.operationState,
          reason: row.operationReason,
          percent: row.progress && percentDone(row.progress),
          step: row.progress?.step ?? null,
        }
      : null,
  lastFailure: row.failedAt && { at: row.failedAt.toISOString(), reason: row.failedReason ?? '' },
  nextBackup: row.nextAt && {
    at: row.nextAt.toISOString(),
    overdue: row.now.getTime() - row.nextAt.getTime() > ON_TIME_WITHIN,
  },
  createdAt: row.createdAt.toISOString(),
  // a new instance is not there yet while it is filled
  status: row.operationKind === 'restore' && (row.madeBy === null || row.made) ? 'restoring' : row.status,
  statusReason: row.statusReason,
  incomplete: row.incomplete ? { cleared: row.clearedAt !== null } : null,
});
