import type { OperationId } from '#lib/domain/ids';
import { isMoving, type Operation } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { endOperation } from './end-operation.ts';

/** Longer than heartbeat and monitor of the queue together: a killed worker's job has been delivered again by then. */
const SILENT_SECONDS = 60;
const AT_ONCE = 1_000;

const REASON = 'The worker that ran this was lost, and the queue has given it up';

/**
 * Ends what no worker will ever end: operations without a sign of life whose job the queue no longer has. Gives how
 * many. The queue delivers a killed worker's job again by itself; this is for a job that is gone.
 */
export const reconcileOperations = async ({ catalogue }: { catalogue: Catalogue }): Promise<number> => {
  let ended = 0;
  // All of them: hundreds may wait for their turn before the one that is lost.
  for (let after: OperationId | null = null; ; ) {
    const silent: Operation[] = await catalogue.operations.silentFor(SILENT_SECONDS, AT_ONCE, after);
    for (const operation of await withoutJob(catalogue, silent))
      if (await endIfLost(catalogue, operation)) ended += 1;
    after = silent.at(-1)?.id ?? null;
    if (silent.length < AT_ONCE) return ended;
  }
};

/** Those that seem lost. A hundred thousand deletions may wait: each alone would be asked about for minutes. */
const withoutJob = async (catalogue: Catalogue, silent: readonly Operation[]): Promise<Operation[]> => {
  const lost: Operation[] = [];
  for (const kind of new Set(silent.map((operation) => operation.kind))) {
    const ofKind = silent.filter((operation) => operation.kind === kind);
    const alive = await catalogue.jobs.aliveAmong(
      kind,
      ofKind.map(({ id }) => id),
    );
    lost.push(...ofKind.filter(({ id }) => !alive.has(id)));
  }
  return lost;
};

const endIfLost = (catalogue: Catalogue, silent: Operation): Promise<boolean> =>
  catalogue.transaction(async (tx) => {
    const operation = await tx.operations.lock(silent.id);
    if (!operation || !isMoving(operation.state)) return false;
    const same = operation.state === silent.state && operation.attempt === silent.attempt;
    if (!same || (await tx.jobs.isAlive(operation.kind, operation.id))) return false;
    await endOperation(tx, operation, { state: 'failed', reason: REASON, code: 'internal' });
    return true;
  });
