import type { BackupStatus, BackupTrigger } from '#lib/domain/backup';
import { type BackupRetry, retryOf } from '#lib/domain/backup-retry';
import type { OperationId } from '#lib/domain/ids';
import { isMoving, type OperationKind, type OperationState, type Progress } from '#lib/domain/operation';
import type { RestoreFacts, TargetState } from '#lib/domain/restore';
import { ACTIVITY_PAGE_SIZE, type ActivityFilter, type ActivityRow } from '#lib/domain/views/activity-view';
import { type Cursor, pageOf, readCursor } from '#lib/domain/views/cursor';
import type { Page } from '#lib/domain/views/page';
import { operationStateWord } from '#lib/domain/words/operation-state';
import { restoreNotes } from '#lib/domain/words/restore-notes';
import { slotWords } from '#lib/domain/words/times';
import type { Rows } from '../catalogue/rows.ts';
import { Prisma } from '../generated/client.ts';
import { beyond, countUpTo, keysetOrder } from './keyset.ts';
import { offersOf } from './offers-of.ts';
import { silentOperations, WAITS_FOR_WORKER } from './silent-operations.ts';

/** A line of the union: an operation, or a slot that became no backup. */
type Line = { id: string; createdAt: Date; isSlot: boolean };

export const listActivity = async (rows: Rows, filter: ActivityFilter): Promise<Page<ActivityRow>> => {
  const cursor = readCursor(filter.cursor);
  const union = Prisma.sql`(
    ${operationLines(filter, cursor)} UNION ALL ${slotLines(filter, cursor)}) line`;
  const all = Prisma.sql`FROM (${operationLines(filter, null, true)} UNION ALL ${slotLines(filter, null, true)}) line`;
  const [lines, total] = await Promise.all([
    rows.$queryRaw<Line[]>`
      SELECT line.id::text, line."createdAt", line."isSlot" FROM ${union}
      ORDER BY ${keysetOrder(cursor, 'line')} LIMIT ${ACTIVITY_PAGE_SIZE + 1}`,
    countUpTo(rows, all),
  ]);
  const page = pageOf(lines, { cursor, size: ACTIVITY_PAGE_SIZE, at: (line) => line.createdAt });
  const views = new Map([...(await operationViews(rows, page.rows)), ...(await slotViews(rows, page.rows))]);
  return { ...page, total, rows: page.rows.flatMap(({ id }) => views.get(id) ?? []) };
};

/** One operation as Activity shows it; null when its row is gone. */
export const findOperation = async (rows: Rows, id: OperationId): Promise<ActivityRow | null> => {
  const [found] = await operationViews(rows, [{ id, isSlot: false }]);
  return found?.[1] ?? null;
};

const operationLines = (
  { dataStore, kind, state }: ActivityFilter,
  cursor: Cursor | null,
  counting = false,
) => {
  const all = [beyond(cursor, 'o', 'uuid')];
  if (dataStore) all.push(Prisma.sql`o."dataStoreId" = ${dataStore}`);
  if (kind) all.push(Prisma.sql`o.kind = ${kind}`);
  if (state) all.push(Prisma.sql`o.state = ${state}`);
  return Prisma.sql`(SELECT o.id, o."createdAt", false AS "isSlot" FROM "Operation" o
    WHERE ${Prisma.join(all, ' AND ')} ${limited(cursor, 'o', counting)})`;
};

const slotLines = ({ dataStore, kind, state }: ActivityFilter, cursor: Cursor | null, counting = false) => {
  const all = [beyond(cursor, 't', 'uuid'), Prisma.sql`t.outcome <> 'backup'`];
  if (dataStore) all.push(Prisma.sql`t."dataStoreId" = ${dataStore}`);
  if (kind && kind !== 'slot') all.push(Prisma.sql`false`);
  if (state) all.push(Prisma.sql`t.outcome = ${state}`);
  return Prisma.sql`(SELECT t.id, t."createdAt", true AS "isSlot" FROM "Slot" t
    WHERE ${Prisma.join(all, ' AND ')} ${limited(cursor, 't', counting)})`;
};

/** Each half gives one page at most, by its own index. */
const limited = (cursor: Cursor | null, alias: string, counting: boolean): Prisma.Sql =>
  counting
    ? Prisma.empty
    : Prisma.sql`ORDER BY ${keysetOrder(cursor, alias)} LIMIT ${ACTIVITY_PAGE_SIZE + 1}`;

const operationViews = async (
  rows: Rows,
  lines: readonly Pick<Line, 'id' | 'isSlot'>[],
): Promise<[string, ActivityRow][]> => {
  const ids = lines.filter(({ isSlot }) => !isSlot).map(({ id }) => id);
  const operations = await rows.operation.findMany({ where: { id: { in: ids } } });
  const restores = await restoreViews(
    rows,
    operations.flatMap(({ restoreId }) => restoreId ?? []),
  );
  const retries = await retriesOf(
    rows,
    operations.flatMap(({ kind, state, backupId }) =>
      kind === 'backup' && state === 'failed' && backupId !== null ? [backupId] : [],
    ),
  );
  const silent = await silentOperations(
    rows,
    operations.flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
  );
  return operations.map((row): [string, ActivityRow] => {
    const kind = row.kind as OperationKind;
    const state = row.state as OperationState;
    const moving = isMoving(state);
    return [
      row.id,
      {
        id: row.id,
        kind,
        subject: row.subject,
        dataStoreId: row.dataStoreId,
        dataStoreName: row.dataStoreName,
        status: operationStateWord(kind, state),
        state,
        progress: silent.has(row.id) ? null : (row.progress as Progress | null),
        reason: silent.has(row.id) ? WAITS_FOR_WORKER : row.reason,
        summary: row.summary,
        attempt: row.tries + 1,
        starts: row.attempt,
        at: row.createdAt.toISOString(),
        startedAt: row.startedAt?.toISOString() ?? null,
        finishedAt: row.finishedAt?.toISOString() ?? null,
        backupId: row.backupId,
        cancellable: moving && kind !== 'deletion' && !row.cancelRequested,
        cancelRequested: row.cancelRequested,
        retry: (kind === 'backup' && row.backupId && retries.get(row.backupId)) || null,
        restore: (row.restoreId && restores.get(row.restoreId)) || null,
      },
    ];
  });
};

const retriesOf = async (rows: Rows, ids: string[]): Promise<Map<string, BackupRetry | null>> => {
  const backups = await rows.backup.findMany({ where: { id: { in: ids } } });
  const stores = await rows.dataStore.findMany({
    where: { id: { in: backups.map(({ dataStoreId }) => dataStoreId) } },
    select: { id: true },
  });
  const existing = new Set(stores.map(({ id }) => id));
  return new Map(
    backups.map((backup) => [
      backup.id,
      retryOf(
        {
          ...backup,
          status: backup.status as BackupStatus,
          trigger: backup.trigger as BackupTrigger,
        },
        existing.has(backup.dataStoreId),
      ),
    ]),
  );
};

const restoreViews = async (
  rows: Rows,
  ids: string[],
): Promise<Map<string, NonNullable<ActivityRow['restore']>>> => {
  const restores = await rows.restore.findMany({ where: { id: { in: ids } } });
  const offers = await offersOf(rows, restores);
  return new Map(
    restores.map((restore) => [
      restore.id,
      {
        id: restore.id,
        targetState: restore.targetState as TargetState,
        cleared: restore.clearedAt !== null,
        ...(offers.get(restore.id) ?? { again: false, rollBack: false }),
        notes: restore.result ? restoreNotes(restore.result as unknown as RestoreFacts) : [],
      },
    ]),
  );
};

const slotViews = async (rows: Rows, lines: readonly Line[]): Promise<[string, ActivityRow][]> => {
  const ids = lines.filter(({ isSlot }) => isSlot).map(({ id }) => id);
  const slots = await rows.slot.findMany({ where: { id: { in: ids } } });
  return slots.map((slot) => [
    slot.id,
    {
      id: slot.id,
      kind: 'slot',
      subject: `${slotWords(slot.nominalAt, slot.timeZone)} (${slot.timeZone})`,
      dataStoreId: slot.dataStoreId,
      dataStoreName: slot.dataStoreName,
      status: slot.outcome === 'missed' ? 'Missed' : 'Skipped',
      state: slot.outcome as 'skipped' | 'missed',
      progress: null,
      reason: slot.reason,
      summary: null,
      attempt: 0,
      starts: 0,
      at: slot.createdAt.toISOString(),
      startedAt: null,
      finishedAt: null,
      backupId: null,
      cancellable: false,
      cancelRequested: false,
      retry: null,
      restore: null,
    },
  ]);
};
