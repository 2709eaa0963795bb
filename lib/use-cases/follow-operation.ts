import type { Operation, OperationKind } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';

type Follow = (catalogue: Catalogue, operation: Operation, state: 'pending' | 'running') => Promise<void>;

const FOLLOW: Record<OperationKind, Follow> = {
  backup: async (catalogue, { backupId }, state) => {
    if (backupId) await catalogue.backups.setStatus(backupId, state, null);
  },
  restore: async (catalogue, { restoreId }, state) => {
    if (restoreId) await catalogue.restores.setStatus(restoreId, state);
  },
  verification: async () => {},
  deletion: async () => {},
};

/** The backup's or restore's own status goes with its operation's, in the same transaction. */
export const followOperation: Follow = (catalogue, operation, state) =>
  FOLLOW[operation.kind](catalogue, operation, state);
