import type { OperationId } from '#lib/domain/ids';
import type { Operation, Run } from '#lib/domain/operation';
import type { Catalogue, Claim } from '#lib/domain/ports/catalogue';
import { claimOperation } from './claim-operation.ts';
import { HandBack } from './hand-back.ts';
import { leaveOperation } from './leave-operation.ts';
import { startPulse } from './operation-pulse.ts';
import { outlastDatabase } from './outlast-database.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { waitForStorage } from './wait-for-storage.ts';

/** An attempt's hold, for the transactions that it makes on its way. */
export type Attempt = Claim & {
  /** Returns when progress and log lines so far are written: before what goes into a transaction of its own. */
  written(): Promise<void>;
};

export type OperationHooks<Result> = {
  run(run: Run, operation: Operation, attempt: Attempt): Promise<Result>;
  /** Runs in the transaction that ends the operation, behind the fence; gives the summary shown in Activity. */
  succeed(catalogue: Catalogue, result: Result): Promise<string | null>;
  /** After the attempt, whatever became of it; must not throw. */
  cleanUp(): Promise<void>;
};

/**
 * The one lifecycle of backups, restores, verifications and deletions: claim, run with progress and cancel, end in one
 * fenced transaction. `shutdown` aborts when the worker stops or has lost the job.
 */
export const runOperation = async <Result>(
  context: RunContext,
  id: OperationId,
  hooks: OperationHooks<Result>,
  shutdown: AbortSignal,
): Promise<RunOutcome> => {
  const missing = await context.storageMissing();
  if (missing !== null) return await waitForStorage(context.catalogue, id, missing);
  const claimed = await claimOperation(context.catalogue, id, context.workerId);
  if (claimed.outcome === 'waiting') return { outcome: 'again', afterSeconds: claimed.afterSeconds };
  if (claimed.outcome === 'ended') return claimed;
  return await runAttempt(context, claimed.operation, hooks, shutdown);
};

const runAttempt = async <Result>(
  context: RunContext,
  operation: Operation,
  hooks: OperationHooks<Result>,
  shutdown: AbortSignal,
): Promise<RunOutcome> => {
  const claim: Claim = { operationId: operation.id, attempt: operation.attempt };
  context.log.info({ ...claim, kind: operation.kind }, 'attempt begins');
  const control = new AbortController();
  const onShutdown = () => control.abort(new HandBack('Its worker stopped'));
  shutdown.addEventListener('abort', onShutdown, { once: true });
  if (shutdown.aborted) onShutdown();
  const pulse = startPulse(context, claim, control);
  try {
    control.signal.throwIfAborted();
    const result = await hooks.run(pulse.run, operation, { ...claim, written: pulse.written });
    control.signal.throwIfAborted();
    await pulse.stop();
    await succeed(context, claim, hooks, result);
    return { outcome: 'ended' };
  } catch (error) {
    await pulse.stop();
    const why: unknown = control.signal.aborted ? control.signal.reason : error;
    return await leaveOperation(context, operation, claim, why);
  } finally {
    shutdown.removeEventListener('abort', onShutdown);
    await hooks.cleanUp();
  }
};

const succeed = <Result>(
  { catalogue }: RunContext,
  claim: Claim,
  hooks: OperationHooks<Result>,
  result: Result,
): Promise<void> =>
  outlastDatabase(() =>
    catalogue.transaction(async (tx) => {
      await tx.operations.fence(claim);
      const summary = await hooks.succeed(tx, result);
      await tx.operations.appendLog(claim.operationId, [
        summary === null ? 'Completed.' : `Completed: ${summary}.`,
      ]);
      await tx.operations.finish(claim.operationId, { state: 'completed', reason: null, summary });
      await tx.leases.release(claim.operationId);
    }),
  );
