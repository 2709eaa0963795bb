import type { OperationId } from '#lib/domain/ids';
import { isMoving, type Operation } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { operationTitle } from '#lib/domain/words/operation-title';
import { endOperation, type UnhappyEnd } from './end-operation.ts';
import { followOperation } from './follow-operation.ts';

/** An operation that ends its worker every time is given up after so many. */
export const MAX_LOSSES = 10;

export type Claimed =
  | { outcome: 'claimed'; operation: Operation }
  /** Nothing is left to do. */
  | { outcome: 'ended' }
  /** It is not to be taken before that. */
  | { outcome: 'waiting'; afterSeconds: number };

/** Takes the operation for a new attempt, or ends what is not worth one, in one transaction. */
export const claimOperation = (catalogue: Catalogue, id: OperationId, workerId: string): Promise<Claimed> =>
  catalogue.transaction(async (tx): Promise<Claimed> => {
    const before = await tx.operations.lock(id);
    if (before === null || !isMoving(before.state)) return { outcome: 'ended' };
    const end = hopeless(before);
    if (end !== null) {
      await endOperation(tx, before, end);
      return { outcome: 'ended' };
    }
    const afterSeconds = await secondsToWait(tx, before);
    if (afterSeconds > 0) return { outcome: 'waiting', afterSeconds };
    const operation = await tx.operations.claim(id, workerId);
    if (operation === null) return { outcome: 'ended' };
    await followOperation(tx, operation, 'running');
    await tx.operations.appendLog(id, openingLines(before));
    return { outcome: 'claimed', operation };
  });

/** Its job is delivered while the row says `running`: the worker that ran it was lost. */
const wasLost = ({ state }: Operation): boolean => state === 'running';

const hopeless = (operation: Operation): UnhappyEnd | null => {
  if (operation.cancelRequested) return { state: 'cancelled', reason: 'Cancelled', code: 'cancelled' };
  if (wasLost(operation) && operation.losses + 1 >= MAX_LOSSES) {
    const reason = `Given up: the worker ended ${MAX_LOSSES} times while it ran this`;
    return { state: 'failed', reason, code: 'too-long' };
  }
  return null;
};

const secondsToWait = async (tx: Catalogue, { state, notBefore }: Operation): Promise<number> =>
  state === 'pending' && notBefore !== null
    ? Math.max(0, Math.ceil((notBefore.getTime() - (await tx.now()).getTime()) / 1000))
    : 0;

const openingLines = (before: Operation): string[] => [
  ...(wasLost(before) ? ['The worker that ran this was lost. Another one takes it up.'] : []),
  `${beginsWords(before)}: ${operationTitle(before)}.`,
];

/** Attempts are counted by what failed; a worker that stopped in the middle lets the same one begin once more. */
const beginsWords = ({ attempt: earlierStarts, tries: failed }: Operation): string =>
  earlierStarts === failed
    ? `Attempt ${failed + 1} begins`
    : `Start ${earlierStarts + 1}, from the beginning, as attempt ${failed + 1} (only a failure uses one up)`;
