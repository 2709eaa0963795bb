import { type BackupStatus, holdsFiles } from '#lib/domain/backup';
import type { ErrorCode } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import { isMoving, type Operation, type OperationKind } from '#lib/domain/operation';
import type { BackupRecord, Catalogue, RestoreRecord } from '#lib/domain/ports/catalogue';
import type { TargetState } from '#lib/domain/restore';
import { sentence } from '#lib/domain/words/sentence';
import { markDamaged } from './damage-marker.ts';
import { endNewInstance } from './instance-ends.ts';
import type { FilesLeft } from './remove-files.ts';

export type UnhappyEnd = {
  state: 'failed' | 'cancelled';
  reason: string;
  code: ErrorCode;
  /** For the log, where it has more to say than the reason. */
  line?: string;
  /** Of a deletion: what was seen of the artefact after it failed. */
  filesLeft?: FilesLeft;
};

type EndRows = (catalogue: Catalogue, operation: Operation, end: UnhappyEnd) => Promise<void>;

const endBackup = async (catalogue: Catalogue, backupId: BackupId | null, end: UnhappyEnd) => {
  if (backupId === null) return;
  const backup = await catalogue.backups.find(backupId);
  // A backup that is Available already stays so: only one that was still being made fails with its operation.
  if (backup && isMoving(backup.status)) {
    await catalogue.backups.setStatus(backupId, end.state, end.reason);
  }
};

const endRestore: EndRows = async (catalogue, operation, end) => {
  const restore = operation.restoreId && (await catalogue.restores.find(operation.restoreId));
  if (!restore) return;
  await endBackup(catalogue, restore.safetyBackupId, end);
  const targetState = restore.intoNew
    ? await endNewInstance(catalogue, restore, end.reason)
    : stateAfter(restore);
  await catalogue.restores.finish(restore.id, {
    status: end.state,
    targetState,
    reason: end.reason,
    result: null,
  });
  await catalogue.dataStores.probeSoon(restore.dataStoreId);
};

const stateAfter = ({ touchedAt }: RestoreRecord): TargetState =>
  touchedAt === null ? 'untouched' : 'incomplete';

const endVerification: EndRows = async (catalogue, operation, end) => {
  if (operation.backupId) await markDamaged(catalogue, operation.backupId, end);
};

const endDeletion: EndRows = async (catalogue, operation, end) => {
  const backup = operation.backupId && (await catalogue.backups.lock(operation.backupId));
  if (backup?.status !== 'deleting') return;
  const left = operation.attempt === 0 ? 'whole' : (end.filesLeft ?? 'unseen');
  await catalogue.backups.setStatus(backup.id, statusAfter(backup, left), reasonAfter(backup, end, left));
};

type Left = FilesLeft | 'unseen';

/** What it was before, unless its files are no longer what they were: what nobody has seen may not be called Available. */
const statusAfter = ({ statusBefore }: BackupRecord, left: Left): BackupStatus => {
  if (statusBefore === null) return 'damaged';
  return holdsFiles(statusBefore) && left !== 'whole' ? 'damaged' : statusBefore;
};

const NOT_REMOVED = 'Its files could not be removed: ';

/** What was wrong with it before is said first; what came of an earlier deletion is not said again. */
const reasonAfter = ({ reason }: BackupRecord, end: UnhappyEnd, left: Left): string => {
  const [earlier] = (reason ?? '').split(NOT_REMOVED).map((part) => part.trim());
  const now = sentence(`${NOT_REMOVED}${end.reason}`);
  const unseen =
    left === 'unseen' ? 'How much of them is left is not known: verify it, or delete it again.' : null;
  return [earlier && sentence(earlier), now, unseen].filter(Boolean).join(' ');
};

const END_ROWS: Record<OperationKind, EndRows> = {
  backup: (catalogue, operation, end) => endBackup(catalogue, operation.backupId, end),
  restore: endRestore,
  verification: endVerification,
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
