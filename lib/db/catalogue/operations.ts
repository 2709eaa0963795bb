import { AmberError } from '#lib/domain/errors';
import type { Operation, Progress } from '#lib/domain/operation';
import type { Operations } from '#lib/domain/ports/catalogue';
import type { Operation as OperationRow } from '../generated/client.ts';
import { MOVING } from '../moving.ts';
import { databaseTime } from './database-time.ts';
import type { Rows } from './rows.ts';

/** An operation's log keeps that many characters a line. */
const LINE = 500;

const toOperation = (row: OperationRow | null): Operation | null =>
  row && ({ ...row, progress: row.progress as Progress | null } as unknown as Operation);

export const operationsOf = (rows: Rows): Operations => ({
  find: async (id) => toOperation(await rows.operation.findUnique({ where: { id } })),
  findByBackup: async (backupId) =>
    toOperation(await rows.operation.findFirst({ where: { backupId, kind: 'backup' } })),
  findByRestore: async (restoreId) => toOperation(await rows.operation.findFirst({ where: { restoreId } })),
  lock: async (id) => {
    await rows.$queryRaw`SELECT id FROM "Operation" WHERE id = ${id}::uuid FOR UPDATE`;
    return toOperation(await rows.operation.findUnique({ where: { id } }));
  },
  insert: async (operation) => {
    await rows.operation.create({ data: operation });
  },
  insertAll: async (operations) => {
    await rows.$executeRaw`
      INSERT INTO "Operation" (id, kind, "dataStoreId", "dataStoreName", "backupId", "restoreId", subject)
      SELECT id, kind, "dataStoreId", "dataStoreName", "backupId", "restoreId", subject
      FROM json_to_recordset(${JSON.stringify(operations)}::json) AS o(id uuid, kind text, "dataStoreId" text,
        "dataStoreName" text, "backupId" text, "restoreId" text, subject text)`;
  },
  claim: async (id, workerId) => {
    const [claimed] = await rows.$queryRaw<unknown[]>`
      UPDATE "Operation"
      SET losses = losses + (state = 'running')::int, state = 'running', attempt = attempt + 1,
        "workerId" = ${workerId}, "startedAt" = coalesce("startedAt", now()), "beatAt" = now(), "notBefore" = NULL,
        reason = NULL, progress = NULL
      WHERE id = ${id}::uuid AND state IN ('pending', 'running') RETURNING 1`;
    return claimed ? toOperation(await rows.operation.findUnique({ where: { id } })) : null;
  },
  claimUntried: async (ids, workerId) => {
    const claimed = await rows.$queryRaw<{ id: string }[]>`
      UPDATE "Operation"
      SET state = 'running', attempt = 1, "workerId" = ${workerId}, "startedAt" = now(), "beatAt" = now()
      WHERE id IN (
        SELECT id FROM "Operation"
        WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'pending' AND attempt = 0 AND "notBefore" IS NULL
          AND NOT "cancelRequested"
        ORDER BY id FOR UPDATE)
      RETURNING id::text`;
    const found = await rows.operation.findMany({ where: { id: { in: claimed.map(({ id }) => id) } } });
    return found.map((row) => toOperation(row)!);
  },
  beatAll: async (ids) => {
    await rows.$executeRaw`
      UPDATE "Operation" SET "beatAt" = now()
      WHERE id = ANY(${[...ids]}::uuid[]) AND attempt = 1 AND state = 'running'`;
  },
  finishFirstAttempts: async (ids, summary) => {
    const finished = await rows.$queryRaw<{ id: string }[]>`
      WITH held AS (
        SELECT id FROM "Operation"
        WHERE id = ANY(${[...ids]}::uuid[]) AND attempt = 1 AND state = 'running' ORDER BY id FOR UPDATE),
      lines AS (
        INSERT INTO "OperationLog" ("operationId", text) SELECT id, ${`Completed: ${summary}.`} FROM held)
      UPDATE "Operation" o SET state = 'completed', reason = NULL, summary = ${summary}, "finishedAt" = now()
      FROM held WHERE o.id = held.id RETURNING o.id::text`;
    return finished.map(({ id }) => id);
  },
  // By the database's clock, as `silentFor` reads it: clocks of workers differ.
  beat: async ({ operationId, attempt }, progress) => {
    const [row] = await rows.$queryRaw<{ cancelRequested: boolean }[]>`
      UPDATE "Operation"
      SET "beatAt" = now(), progress = coalesce(${progress === null ? null : JSON.stringify(progress)}::jsonb, progress)
      WHERE id = ${operationId}::uuid AND attempt = ${attempt} AND state = 'running'
      RETURNING "cancelRequested"`;
    return { held: row !== undefined, cancelRequested: row?.cancelRequested ?? false };
  },
  fence: async ({ operationId, attempt }) => {
    const held = await rows.$queryRaw<unknown[]>`
      SELECT id FROM "Operation"
      WHERE id = ${operationId}::uuid AND attempt = ${attempt} AND state = 'running' FOR UPDATE`;
    if (held.length === 0) throw new AmberError('fenced', 'Another attempt has taken over');
  },
  finish: async (id, { state, reason, summary }) => {
    const finishedAt = await databaseTime(rows);
    // an end is final: whoever comes later with another one is refused
    await rows.operation.update({
      where: { id, state: MOVING },
      data: { state, reason, summary, finishedAt },
    });
  },
  postpone: async (id, { reason, tries, afterSeconds }) => {
    await rows.$executeRaw`
      UPDATE "Operation"
      SET state = 'pending', reason = ${reason}, tries = ${tries}::int, "workerId" = NULL, progress = NULL,
        "notBefore" = now() + make_interval(secs => ${afterSeconds}::float)
      WHERE id = ${id}::uuid AND state IN ('pending', 'running')`;
  },
  requestCancel: async (id) => {
    const { count } = await rows.operation.updateMany({
      where: { id, state: MOVING },
      data: { cancelRequested: true },
    });
    return count > 0;
  },
  appendLog: async (operationId, lines) => {
    await rows.operationLog.createMany({
      data: lines.map((text) => ({ operationId, text: text.slice(0, LINE) })),
    });
  },
  silentFor: async (seconds, limit, after) => {
    const silent = await rows.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Operation"
      WHERE state IN ('pending', 'running')
        AND greatest("beatAt", "createdAt", "notBefore") < now() - make_interval(secs => ${seconds})
        AND (${after}::uuid IS NULL OR id > ${after}::uuid)
      ORDER BY id LIMIT ${limit}`;
    const found = await rows.operation.findMany({
      // some may have ended since
      where: { id: { in: silent.map(({ id }) => id) }, state: MOVING },
      orderBy: { id: 'asc' },
    });
    return found.map((row) => toOperation(row)!);
  },
});
