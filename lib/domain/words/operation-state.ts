import type { OperationKind, OperationState } from '../operation.ts';

export const OPERATION_STATE_WORDS: Record<OperationState, string> = {
  pending: 'Pending',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The word in the pill: a backup that is through is called what it is then. */
export const operationStateWord = (kind: OperationKind, state: OperationState): string =>
  kind === 'backup' && state === 'completed' ? 'Available' : OPERATION_STATE_WORDS[state];
