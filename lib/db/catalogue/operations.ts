import { AmberError } from '#lib/domain/errors';
import type { Operation, Progress } from '#lib/domain/operation';
import type { Operations } from '#lib/domain/ports/catalogue';
import { type Operation as OperationRow, Prisma } from '../generated/client.ts';
import type { Rows } from './rows.ts';

const MOVING = { in: ['pending', 'running'] };
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
  claim: async (id, workerId) => {
    const now = new Date();
    const [claimed] = await rows.operation.updateManyAndReturn({
      where: { id, state: MOVING },
      data: {
        state: 'running',
        attempt: { increment: 1 },
        workerId,
        startedAt: now,
        progress: Prisma.DbNull,
      },
    });
    await rows.$executeRaw`UPDATE "Operation" SET "beatAt" = now() WHERE id = ${id}::uuid`;
    return toOperation(claimed ?? null);
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
    await rows.operation.update({ where: { id }, data: { state, reason, summary, finishedAt: new Date() } });
  },
  handBack: async ({ operationId, attempt }, reason) => {
    await rows.operation.update({
      where: { id: operationId, attempt },
      data: { state: 'pending', reason, workerId: null, progress: Prisma.DbNull },
    });
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
  silentFor: async (seconds, limit) => {
    const silent = await rows.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Operation"
      WHERE state IN ('pending', 'running')
        AND coalesce("beatAt", "createdAt") < now() - make_interval(secs => ${seconds})
      ORDER BY "createdAt" LIMIT ${limit}`;
    const found = await rows.operation.findMany({ where: { id: { in: silent.map(({ id }) => id) } } });
    return found.map((row) => toOperation(row)!);
  },
});
