import { codeOf, safeMessage } from '#lib/domain/errors';
import type { Operation } from '#lib/domain/operation';
import type { Catalogue, Claim } from '#lib/domain/ports/catalogue';
import { decideRetry, type Retry } from '#lib/domain/retrying';
import { endOperation } from './end-operation.ts';
import { followOperation } from './follow-operation.ts';
import { HandBack } from './hand-back.ts';
import { outlastDatabase } from './outlast-database.ts';
import { RemovalFailed } from './remove-files.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { postponeForStorage } from './wait-for-storage.ts';

/** Ends an attempt without success: hands its operation back, lets it be tried again, or ends it. */
export const leaveOperation = async (
  context: RunContext,
  operation: Operation,
  claim: Claim,
  error: unknown,
): Promise<RunOutcome> => {
  const work = await decide(context, operation, error);
  try {
    return await outlastDatabase(() =>
      context.catalogue.transaction(async (tx) => {
        await tx.operations.fence(claim);
        return await work(tx);
      }),
    );
  } catch (failed) {
    // Another attempt has it: whatever became of this one is no news.
    if (codeOf(failed) === 'fenced') return { outcome: 'ended' };
    throw failed;
  }
};

type Leave = (tx: Catalogue) => Promise<RunOutcome>;

const decide = async (
  { log, storageMissing, retryDelays }: RunContext,
  operation: Operation,
  error: unknown,
): Promise<Leave> => {
  if (error instanceof HandBack) return (tx) => handBack(tx, operation, error.message);
  const code = codeOf(error);
  const message = safeMessage(error);
  log[code === 'internal' ? 'warn' : 'info'](
    { operationId: operation.id, code, reason: message, ...(code === 'internal' ? { err: error } : {}) },
    'attempt failed',
  );
  const missing = code === 'storage-unavailable' ? await storageMissing() : null;
  if (missing !== null) return (tx) => postponeForStorage(tx, operation, missing);
  const decided = decideRetry({ code, message }, operation.tries, retryDelays);
  if (decided.decision === 'again') return (tx) => tryAgain(tx, operation, decided);
  const cancelled = code === 'cancelled';
  const line = cancelled ? 'Cancelled.' : decided.line;
  const state = cancelled ? 'cancelled' : 'failed';
  return async (tx) => {
    const left = error instanceof RemovalFailed ? { filesLeft: error.left } : {};
    await endOperation(tx, operation, { state, reason: message, code, line, ...left });
    return { outcome: 'ended' };
  };
};

/** The next worker begins it again at once. */
const handBack = async (tx: Catalogue, operation: Operation, why: string): Promise<RunOutcome> => {
  const reason = `${why}. The next free worker begins this again.`;
  await tx.operations.appendLog(operation.id, [reason]);
  await tx.operations.postpone(operation.id, { reason, tries: operation.tries, afterSeconds: 0 });
  await followOperation(tx, operation, 'pending', reason);
  return { outcome: 'again', afterSeconds: 0 };
};

const tryAgain = async (tx: Catalogue, operation: Operation, retry: Retry): Promise<RunOutcome> => {
  const { reason, tries, afterSeconds, line } = retry;
  await tx.operations.appendLog(operation.id, [line]);
  await tx.operations.postpone(operation.id, { reason, tries, afterSeconds });
  await followOperation(tx, operation, 'pending', reason);
  return { outcome: 'again', afterSeconds };
};
