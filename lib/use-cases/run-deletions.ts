import type { OperationId } from '#lib/domain/ids';
import type { Operation } from '#lib/domain/operation';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { HandBack } from './hand-back.ts';
import { leaveOperation } from './leave-operation.ts';
import { outlastDatabase } from './outlast-database.ts';
import { removeFiles } from './remove-files.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { FILES_GONE, type RunDeletionPorts, runDeletion } from './run-deletion.ts';

const BEAT_MS = 1_000;
/** Folders that are removed at the same time: each waits for the disk. */
const AT_ONCE = 8;

type Removed = { done: Operation[]; failed: { operation: Operation; error: unknown }[] };

/**
 * Many deletions with the bookkeeping of one: those that nobody has tried are claimed, carried out and ended together,
 * each fenced on its own; what was tried before, was cancelled or fails goes the way of every operation. To remove the
 * files of a backup that is marked `deleting` twice does no harm, so that an attempt that was overtaken may go on.
 */
export const runDeletions =
  (ports: RunDeletionPorts) =>
  async (ids: readonly OperationId[], shutdown: AbortSignal): Promise<Map<OperationId, RunOutcome>> => {
    const outcomes = new Map<OperationId, RunOutcome>();
    const claimed = ids.length > 1 ? await claimTogether(ports.context, ids) : [];
    const { done, failed } = await removeAll(ports, claimed, shutdown);
    await finish(ports.context, done);
    for (const { id } of done) outcomes.set(id, { outcome: 'ended' });
    for (const { operation, error } of failed) {
      const claim = { operationId: operation.id, attempt: operation.attempt };
      outcomes.set(operation.id, await leaveOperation(ports.context, operation, claim, error));
    }
    const others = ids.filter((id) => !outcomes.has(id));
    for (const id of others) outcomes.set(id, await runDeletion(ports)(id, shutdown));
    return outcomes;
  };

/** None while the storage is not there: each then waits for it. */
const claimTogether = async (context: RunContext, ids: readonly OperationId[]): Promise<Operation[]> =>
  (await context.storageMissing()) === null
    ? await context.catalogue.operations.claimUntried(ids, context.workerId)
    : [];

const removeAll = async (
  { artefacts, context }: RunDeletionPorts,
  operations: readonly Operation[],
  shutdown: AbortSignal,
): Promise<Removed> => {
  const removed: Removed = { done: [], failed: [] };
  const waiting = [...operations];
  const removeNext = async (): Promise<void> => {
    for (let operation = waiting.shift(); operation !== undefined; operation = waiting.shift()) {
      try {
        if (shutdown.aborted) throw new HandBack('Its worker stopped');
        await removeFiles(artefacts, refOf(operation));
        removed.done.push(operation);
      } catch (error) {
        removed.failed.push({ operation, error });
      }
    }
  };
  const timer = setInterval(() => {
    context.catalogue.operations.beatAll(operations.map(({ id }) => id)).catch((error: unknown) => {
      context.log.warn({ err: error }, 'no beat');
    });
  }, BEAT_MS);
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, removeNext));
    return removed;
  } finally {
    clearInterval(timer);
  }
};

const refOf = ({ dataStoreId, backupId }: Operation): ArtefactRef => {
  if (dataStoreId === null || backupId === null) throw new Error('A deletion without its backup');
  return { dataStoreId, backupId };
};

const finish = async ({ catalogue }: RunContext, operations: readonly Operation[]): Promise<void> => {
  if (operations.length === 0) return;
  await outlastDatabase(() =>
    catalogue.transaction(async (tx) => {
      const held = new Set(
        await tx.operations.finishFirstAttempts(
          operations.map(({ id }) => id),
          FILES_GONE,
        ),
      );
      const ours = operations.filter(({ id }) => held.has(id));
      await tx.backups.markDeleted(ours.flatMap(({ backupId }) => backupId ?? []));
    }),
  );
};
