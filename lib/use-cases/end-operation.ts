import { ARTEFACT_CODES, type ErrorCode } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Operation, OperationKind } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';

export type UnhappyEnd = {
  state: 'failed' | 'cancelled';
  reason: string;
  code: ErrorCode;
  /** For the log, where it has more to say than the reason. */
  line?: string;
};

type EndRows = (catalogue: Catalogue, operation: Operation, end: UnhappyEnd) => Promise<void>;

const endBackup = async (catalogue: Catalogue, backupId: BackupId | null, end: UnhappyEnd) => {
  if (backupId === null) return;
  const backup = await catalogue.backups.find(backupId);
  // A backup that is Available already stays so: only one that was still being made fails with its operation.
  if (backup?.status === 'pending' || backup?.status === 'running') {
    await catalogue.backups.setStatus(backupId, end.state, end.reason);
  }
};

const endRestore: EndRows = async (catalogue, operation, end) => {
  const restore = operation.restoreId && (await catalogue.restores.find(operation.restoreId));
  if (!restore) return;
  await endBackup(catalogue, restore.safetyBackupId, end);
  const targetState = restore.touchedAt === null ? 'untouched' : 'incomplete';
  await catalogue.restores.finish(restore.id, {
    status: end.state,
    targetState,
    reason: end.reason,
    result: null,
  });
  await catalogue.dataStores.probeSoon(restore.dataStoreId);
};

const markDamaged: EndRows = async (catalogue, operation, end) => {
  if (!operation.backupId || !ARTEFACT_CODES.has(end.code)) return;
  const backup = await catalogue.backups.lock(operation.backupId);
  // It may have been deleted meanwhile: that is its end, whatever was found.
  if (backup?.status !== 'available' && backup?.status !== 'damaged') return;
  await catalogue.backups.setStatus(backup.id, 'damaged', end.reason);
};

const endDeletion: EndRows = async (catalogue, operation, end) => {
  if (!operation.backupId) return;
  // Some of its files may be gone, so it cannot be called Available; from Damaged it can be deleted or verified again.
  await catalogue.backups.setStatus(
    operation.backupId,
    'damaged',
    `Its files could not be removed: ${end.reason}`,
  );
};

const END_ROWS: Record<OperationKind, EndRows> = {
  backup: (catalogue, operation, end) => endBackup(catalogue, operation.backupId, end),
  restore: endRestore,
  verification: markDamaged,
  deletion: endDeletion,
};

/** Ends an operation that did not succeed, with the rows it was about and the store's lease, in one transaction. */
export const endOperation = async (
  catalogue: Catalogue,
  operation: Operation,
  end: UnhappyEnd,
): Promise<void> => {
  await END_ROWS[operation.kind](catalogue, operation, end);
  const word = end.state === 'cancelled' ? 'Cancelled' : 'Failed';
  await catalogue.operations.appendLog(operation.id, [end.line ?? `${word}: ${end.reason}`]);
  await catalogue.operations.finish(operation.id, { state: end.state, reason: end.reason, summary: null });
  await catalogue.leases.release(operation.id);
};
