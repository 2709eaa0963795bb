import type { OperationId } from '../ids.ts';
import type { OperationKind } from '../operation.ts';

/** Jobs carry an operation's id and nothing else; the id is the job's id too. */
export type JobQueue = {
  /** In the transaction of the catalogue it belongs to: a rollback takes the job along. */
  enqueue(kind: OperationKind, operationId: OperationId): Promise<void>;
  /** Many at once. */
  enqueueAll(kind: OperationKind, operationIds: readonly OperationId[]): Promise<void>;
  /** Whether the queue will still run the job: `false` when it is gone, failed for good or done. */
  isAlive(kind: OperationKind, operationId: OperationId): Promise<boolean>;
  /** Those of many that it will still run. */
  aliveAmong(kind: OperationKind, operationIds: readonly OperationId[]): Promise<Set<OperationId>>;
};
