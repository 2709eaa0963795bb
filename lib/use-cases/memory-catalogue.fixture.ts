import type { BackupStatus } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import { type BackupId, newBackupId, newOperationId, newRestoreId, type RestoreId } from '#lib/domain/ids';
import { isMoving, type Operation, type OperationKind } from '#lib/domain/operation';
import type { Catalogue, RestoreRecord } from '#lib/domain/ports/catalogue';

type BackupRow = {
  id: BackupId;
  status: BackupStatus;
  statusBefore: BackupStatus | null;
  reason: string | null;
};
type RestoreRow = Pick<
  RestoreRecord,
  'id' | 'dataStoreId' | 'status' | 'targetState' | 'safetyBackupId' | 'intoNew'
> & {
  touchedAt: Date | null;
  reason: string | null;
};
type Rows = {
  operation: Operation & { summary: string | null };
  backup: BackupRow;
  restore: RestoreRow;
  log: string[];
  leased: boolean;
  probesAskedFor: number;
};

const STORE = 'dst_aaaaaaaaaaaa';

const firstRows = (kind: OperationKind): Rows => ({
  operation: {
    id: newOperationId(),
    kind,
    state: 'pending',
    dataStoreId: STORE,
    dataStoreName: 'orders',
    backupId: newBackupId(),
    restoreId: kind === 'restore' ? newRestoreId() : null,
    subject: 'Before the move',
    attempt: 0,
    tries: 0,
    losses: 0,
    notBefore: null,
    progress: null,
    reason: null,
    summary: null,
    cancelRequested: false,
    createdAt: new Date(0),
    startedAt: null,
    finishedAt: null,
  },
  backup: {
    id: 'bkp_aaaaaaaaaaaaaa',
    status: kind === 'backup' ? 'pending' : kind === 'deletion' ? 'deleting' : 'available',
    statusBefore: kind === 'deletion' ? 'available' : null,
    reason: null,
  },
  restore: {
    id: 'rst_aaaaaaaaaaaaaa' as RestoreId,
    dataStoreId: STORE,
    status: 'pending',
    targetState: 'untouched',
    intoNew: false,
    safetyBackupId: null,
    touchedAt: null,
    reason: null,
  },
  log: [],
  leased: true,
  probesAskedFor: 0,
});

/** Parts that these tests do not reach: a call to one is a mistake of the test. */
const unreached = <T extends object>(parts: Partial<T>): T =>
  new Proxy(parts as T, {
    get: (target, name) => {
      if (name in target) return target[name as keyof T];
      throw new Error(`The catalogue in memory has no ${String(name)}`);
    },
  });

/**
 * One operation with its rows, in memory, as PostgreSQL would keep them: a transaction that throws leaves no trace.
 * `clock.now` is its time; while `outage.left` is above zero every transaction fails, as when the database is away.
 */
export const memoryCatalogue = (kind: OperationKind) => {
  let rows = firstRows(kind);
  const clock = { now: new Date('2026-11-23T08:00:00Z') };
  const outage = { left: 0 };
  const job = { alive: true };
  const op = () => rows.operation;
  const backups: Partial<Catalogue['backups']> = {
    find: async () => ({ ...rows.backup }) as never,
    lock: async () => ({ ...rows.backup }) as never,
    setStatus: async (_id, status, reason) => {
      Object.assign(rows.backup, { status, reason });
    },
  };
  const restores: Partial<Catalogue['restores']> = {
    find: async () => ({ ...rows.restore }) as never,
    setStatus: async (_id, status) => {
      rows.restore.status = status;
    },
    finish: async (_id, { status, targetState, reason }) => {
      Object.assign(rows.restore, { status, targetState, reason });
    },
  };
  const catalogue: Catalogue = unreached<Catalogue>({
    operations: unreached<Catalogue['operations']>(operationsOf(op, () => rows.log, clock)),
    backups: unreached(backups),
    restores: unreached(restores),
    leases: unreached<Catalogue['leases']>({
      release: async () => {
        rows.leased = false;
      },
    }),
    dataStores: unreached<Catalogue['dataStores']>({
      probeSoon: async () => {
        rows.probesAskedFor += 1;
      },
    }),
    jobs: unreached<Catalogue['jobs']>({
      isAlive: async () => job.alive,
      aliveAmong: async (_, ids) => new Set(job.alive ? ids : []),
    }),
    now: async () => clock.now,
    transaction: async (work) => {
      if (outage.left > 0) {
        outage.left -= 1;
        throw new Error('the database is away');
      }
      const before = structuredClone(rows);
      try {
        return await work(catalogue);
      } catch (error) {
        rows = before;
        throw error;
      }
    },
  });
  return { catalogue, clock, outage, job, rows: () => rows };
};

export type MemoryCatalogue = ReturnType<typeof memoryCatalogue>;

const operationsOf = (
  op: () => Rows['operation'],
  log: () => string[],
  clock: { now: Date },
): Partial<Catalogue['operations']> => ({
  lock: async () => ({ ...op() }),
  claim: async () => {
    const row = op();
    if (!isMoving(row.state)) return null;
    if (row.state === 'running') row.losses += 1;
    Object.assign(row, { state: 'running', reason: null, progress: null, notBefore: null });
    row.attempt += 1;
    return { ...row };
  },
  beat: async ({ attempt }, progress) => {
    const row = op();
    const held = row.attempt === attempt && row.state === 'running';
    if (held && progress !== null) row.progress = progress;
    return { held, cancelRequested: held && row.cancelRequested };
  },
  fence: async ({ attempt }) => {
    if (op().attempt !== attempt || op().state !== 'running') throw new AmberError('fenced', 'Taken over');
  },
  finish: async (_id, end) => {
    Object.assign(op(), end, { finishedAt: clock.now });
  },
  postpone: async (_id, { reason, tries, afterSeconds }) => {
    const notBefore = new Date(clock.now.getTime() + afterSeconds * 1000);
    Object.assign(op(), { state: 'pending', reason, tries, notBefore, progress: null });
  },
  requestCancel: async () => {
    op().cancelRequested = true;
    return true;
  },
  appendLog: async (_id, lines) => {
    log().push(...lines);
  },
  silentFor: async () => (isMoving(op().state) ? [{ ...op() }] : []),
});
