import type { OperationId } from '#lib/domain/ids';
import { isOnMachine } from '#lib/domain/instance';
import type { RunContext, RunOutcome } from './run-context.ts';

const LATER_SECONDS = 1;

/**
 * A server on a worker's machine listens on the loopback address: only the worker that keeps it certainly runs on the same
 * machine. Gives the outcome by which the job goes to another worker; null: this one may run it. A cancel is anybody's.
 */
export const instanceElsewhere = async (
  { catalogue, workerId }: Pick<RunContext, 'catalogue' | 'workerId'>,
  id: OperationId,
): Promise<RunOutcome | null> => {
  const operation = await catalogue.operations.find(id);
  if (!operation?.dataStoreId || operation.cancelRequested) return null;
  const instance = await catalogue.instances.find(operation.dataStoreId);
  if (instance === null || !isOnMachine(instance.provisioner) || instance.keeperId === workerId) return null;
  // nobody will keep it any more: the attempt says why it came to nothing
  if (instance.abandoned) return null;
  return { outcome: 'again', afterSeconds: LATER_SECONDS };
};
