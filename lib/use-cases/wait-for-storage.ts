import type { OperationId } from '#lib/domain/ids';
import { isMoving, type Operation } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { endOperation } from './end-operation.ts';
import { followOperation } from './follow-operation.ts';
import type { RunOutcome } from './run-context.ts';

/** How often a worker looks whether the storage is back. */
const LOOK_SECONDS = 5;

const reasonOf = (missing: string): string => `Waiting for the storage. ${missing}`;

/** A worker that does not see the storage takes nothing: the operation waits, and no try is used up. */
export const waitForStorage = (catalogue: Catalogue, id: OperationId, missing: string): Promise<RunOutcome> =>
  catalogue.transaction(async (tx): Promise<RunOutcome> => {
    const operation = await tx.operations.lock(id);
    if (operation === null || !isMoving(operation.state)) return { outcome: 'ended' };
    if (operation.cancelRequested) {
      await endOperation(tx, operation, { state: 'cancelled', reason: 'Cancelled', code: 'cancelled' });
      return { outcome: 'ended' };
    }
    return await postponeForStorage(tx, operation, missing);
  });

/** The same for an attempt that holds its operation, within its transaction. */
export const postponeForStorage = async (
  tx: Catalogue,
  operation: Operation,
  missing: string,
): Promise<RunOutcome> => {
  const reason = reasonOf(missing);
  await tx.operations.postpone(operation.id, { reason, tries: operation.tries, afterSeconds: LOOK_SECONDS });
  await followOperation(tx, operation, 'pending', reason);
  // Said once, however long it is away.
  if (operation.reason !== reason) await tx.operations.appendLog(operation.id, [reason]);
  return { outcome: 'again', afterSeconds: LOOK_SECONDS };
};
