import type { MovingState, Operation, OperationKind } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';

type Follow = (
  catalogue: Catalogue,
  operation: Operation,
  state: MovingState,
  reason: string | null,
) => Promise<void>;

/** A safety backup waits with its restore; that it runs is said when it really does. */
const followSafetyBackup: Follow = async (catalogue, { restoreId }, state, reason) => {
  const restore = state === 'pending' && restoreId ? await catalogue.restores.find(restoreId) : null;
  const safety = restore?.safetyBackupId ? await catalogue.backups.find(restore.safetyBackupId) : null;
  if (safety?.status === 'running') await catalogue.backups.setStatus(safety.id, 'pending', reason);
};

const FOLLOW: Record<OperationKind, Follow> = {
  backup: async (catalogue, { backupId }, state, reason) => {
    if (backupId) await catalogue.backups.setStatus(backupId, state, reason);
  },
  restore: async (catalogue, operation, state, reason) => {
    if (operation.restoreId) await catalogue.restores.setStatus(operation.restoreId, state);
    await followSafetyBackup(catalogue, operation, state, reason);
  },
  verification: async () => {},
  deletion: async () => {},
};

/** The backup's or restore's own status goes with its operation's, in the same transaction. */
export const followOperation = (
  catalogue: Catalogue,
  operation: Operation,
  state: MovingState,
  reason: string | null = null,
): Promise<void> => FOLLOW[operation.kind](catalogue, operation, state, reason);
