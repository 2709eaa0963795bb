import type { DataStoreStatus } from '../data-store.ts';
import type { OperationKind } from '../operation.ts';
import type { SkipReason } from '../slot.ts';

export type SlotDecision = { decision: 'back-up' } | { decision: 'skip'; reason: SkipReason };

/**
 * What to do with a slot that is due. `holder` is the kind of the operation that has the store's lease, pending or
 * running; null when it is free. A store that cannot be reached is backed up all the same: the failure is the record.
 */
export const settleSlot = (status: DataStoreStatus, holder: OperationKind | null): SlotDecision => {
  if (status === 'deleting') return { decision: 'skip', reason: 'store-deleting' };
  if (holder === 'restore') return { decision: 'skip', reason: 'restore-running' };
  if (holder === 'backup') return { decision: 'skip', reason: 'backup-running' };
  return { decision: 'back-up' };
};
