import { setTimeout as sleep } from 'node:timers/promises';
import { AmberError, codeOf, ERROR_ANSWERS, safeMessage } from '#lib/domain/errors';
import type { OperationId } from '#lib/domain/ids';
import type { Operation, Run } from '#lib/domain/operation';
import type { Catalogue, Claim } from '#lib/domain/ports/catalogue';
import { ProgressMeter } from '#lib/domain/progress-meter';
import { endOperation } from './end-operation.ts';
import { followOperation } from './follow-operation.ts';

/** An error that may pass (a store that is down) is tried this often before the operation fails. */
const MAX_TRIES = 3;
/** An operation that ends its worker every time is given up after so many claims. */
const MAX_CLAIMS = 10;
const BEAT_MS = 1_000;
/** Below the queue's heartbeat: after it, another worker may have the job. */
const HOLD_MS = 8_000;
/** PostgreSQL may restart under a running operation: the last transaction waits that long for it. */
const DATABASE_PATIENCE_MS = 60_000;

export type OperationHooks<Result> = {
  run(run: Run, operation: Operation, claim: Claim): Promise<Result>;
  /** Runs in the transaction that ends the operation, behind the fence; gives the summary shown in Activity. */
  succeed(catalogue: Catalogue, result: Result): Promise<string | null>;
  /** After the attempt, whatever became of it; must not throw. */
  cleanUp(): Promise<void>;
};

/** `ended`: nothing is left to do. `again`: the queue is to deliver it once more. */
export type RunOutcome = 'ended' | 'again';

export type RunContext = {
  catalogue: Catalogue;
  workerId: string;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
};

class HandBack extends Error {}

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
  const { catalogue, workerId } = context;
  const operation = await claimOperation(catalogue, id, workerId);
  if (operation === null) return 'ended';
  const claim: Claim = { operationId: id, attempt: operation.attempt };
  const control = new AbortController();
  const onShutdown = () => control.abort(new HandBack());
  shutdown.addEventListener('abort', onShutdown, { once: true });
  if (shutdown.aborted) onShutdown();
  const pulse = startPulse(context, claim, control);
  try {
    refuseHopeless(operation);
    const result = await hooks.run(pulse.run, operation, claim);
    control.signal.throwIfAborted();
    await pulse.stop();
    await succeed(context, claim, hooks, result);
    return 'ended';
  } catch (error) {
    await pulse.stop();
    return await unhappyEnd(
      context,
      operation,
      claim,
      control.signal.aborted ? control.signal.reason : error,
    );
  } finally {
    shutdown.removeEventListener('abort', onShutdown);
    await hooks.cleanUp();
  }
};

const claimOperation = (catalogue: Catalogue, id: OperationId, workerId: string): Promise<Operation | null> =>
  catalogue.transaction(async (tx) => {
    const operation = await tx.operations.claim(id, workerId);
    if (operation !== null) await followOperation(tx, operation, 'running');
    return operation;
  });

/** `Running` → `Pending`: another attempt goes on. */
const handBack = (
  catalogue: Catalogue,
  operation: Operation,
  claim: Claim,
  reason: string | null,
): Promise<void> =>
  outlastDatabase(() =>
    catalogue.transaction(async (tx) => {
      await tx.operations.fence(claim);
      await tx.operations.handBack(claim, reason);
      await followOperation(tx, operation, 'pending');
    }),
  );

const refuseHopeless = (operation: Operation) => {
  if (operation.cancelRequested) throw new AmberError('cancelled', 'Cancelled before it began');
  if (operation.attempt > MAX_CLAIMS) {
    throw new AmberError('too-long', `Given up: the worker ended ${MAX_CLAIMS} times while it ran this`);
  }
};

/** Writes progress and log lines once a second, and learns there of a cancel or of another attempt. */
const startPulse = ({ catalogue, log }: RunContext, claim: Claim, control: AbortController) => {
  const meter = new ProgressMeter();
  const lines: string[] = [];
  let lastBeat = performance.now();
  const beat = async () => {
    const begun = performance.now();
    const answer = await catalogue.operations.beat(claim, meter.read(begun));
    if (answer.held) lastBeat = begun;
    const text = [...lines];
    if (answer.held && text.length > 0) {
      await catalogue.operations.appendLog(claim.operationId, text);
      // Only now: a database that was away for a second must not cost a line.
      lines.splice(0, text.length);
    }
    if (!answer.held) control.abort(new AmberError('fenced', 'Another attempt has taken over'));
    else if (answer.cancelRequested) control.abort(new AmberError('cancelled', 'Cancelled'));
  };
  const beatOrWait = () =>
    beat().catch((error: unknown) => log.warn({ operationId: claim.operationId, err: error }, 'no beat'));
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(beatOrWait);
  }, BEAT_MS);
  const run: Run = {
    signal: control.signal,
    progress: (report) => meter.report(report),
    mustHold: () => {
      // A process that was frozen wakes here before its first beat can tell it what has happened since.
      if (performance.now() - lastBeat > HOLD_MS) control.abort(new HandBack());
      control.signal.throwIfAborted();
    },
    log: (line) => lines.push(line),
  };
  return {
    run,
    stop: async () => {
      clearInterval(timer);
      await beating;
      await beatOrWait();
    },
  };
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
      await tx.operations.finish(claim.operationId, { state: 'completed', reason: null, summary });
      await tx.leases.release(claim.operationId);
    }),
  );

const unhappyEnd = async (
  { catalogue, log }: RunContext,
  operation: Operation,
  claim: Claim,
  error: unknown,
): Promise<RunOutcome> => {
  const code = codeOf(error);
  if (code === 'internal' && !(error instanceof HandBack)) {
    log.warn({ operationId: operation.id, err: error }, 'operation failed');
  }
  try {
    if (error instanceof HandBack) {
      await handBack(catalogue, operation, claim, null);
      return 'again';
    }
    const reason = safeMessage(error);
    if (ERROR_ANSWERS[code].retry && operation.attempt < MAX_TRIES) {
      await handBack(
        catalogue,
        operation,
        claim,
        `Attempt ${operation.attempt} failed, it is tried again: ${reason}`,
      );
      return 'again';
    }
    const end = { state: code === 'cancelled' ? 'cancelled' : 'failed', reason, code } as const;
    await outlastDatabase(() =>
      catalogue.transaction(async (tx) => {
        await tx.operations.fence(claim);
        await endOperation(tx, operation, end);
      }),
    );
  } catch (fenced) {
    if (codeOf(fenced) !== 'fenced') throw fenced;
  }
  return 'ended';
};

/** Repeats a transaction while the database is away; what a rule refuses (an AmberError) is final. */
const outlastDatabase = async <T>(work: () => Promise<T>): Promise<T> => {
  const until = performance.now() + DATABASE_PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AmberError || performance.now() > until) throw error;
      await sleep(500);
    }
  }
};
