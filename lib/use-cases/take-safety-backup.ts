import { isRestorable, SAFETY_RETENTION_DAYS } from '#lib/domain/backup';
import { type Endpoint, type Probe, usedMemoryOf } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import { newBackupId } from '#lib/domain/ids';
import { isMoving, type Run } from '#lib/domain/operation';
import type { BackupRecord, Claim, RestoreRecord } from '#lib/domain/ports/catalogue';
import type { PreflightCheck } from '#lib/domain/restore';
import { likelyStoredBytes, safetySpaceCheck } from '#lib/domain/storage-space';
import { sentence } from '#lib/domain/words/sentence';
import { withoutSafetyWords } from '#lib/domain/words/without-safety';
import type { RunContext } from './run-context.ts';
import type { Attempt } from './run-operation.ts';
import {
  publishSnapshot,
  type Snapshot,
  type SnapshotPorts,
  snapshotSummary,
  takeSnapshot,
} from './take-snapshot.ts';

type SafetyPorts = SnapshotPorts & { context: RunContext };
type Target = { restore: RestoreRecord; endpoint: Endpoint };

/** Whether the safety backup that this attempt would take has room. */
export const safetySpace = async (
  { artefacts, context: { catalogue } }: Pick<SafetyPorts, 'artefacts' | 'context'>,
  { withSafety, touchedAt, safetyBackupId, dataStoreId, dataStoreName }: RestoreRecord,
  target: Probe,
): Promise<PreflightCheck[]> => {
  if (!withSafety || touchedAt !== null) return [];
  const taken = safetyBackupId && (await catalogue.backups.find(safetyBackupId));
  if (taken && isRestorable(taken.status)) return [];
  const last = await catalogue.backups.lastGood(dataStoreId);
  const needed = likelyStoredBytes(last, usedMemoryOf(target));
  const checks = safetySpaceCheck(await artefacts.freeBytes(), needed, 'refuse');
  // who only pressed `Restore again` has no drawer before him
  return checks.map((check) =>
    check.outcome === 'refuse'
      ? { ...check, text: `${check.text}. ${withoutSafetyWords(dataStoreName)}` }
      : check,
  );
};

/**
 * Once per restore: a later attempt uses the one that is there. After the target was touched none is ever taken, since
 * it would keep what an interrupted restore left behind.
 */
export const takeSafetyBackup = async (
  ports: SafetyPorts,
  { restore, endpoint }: Target,
  attempt: Attempt,
  run: Run,
  hold: (snapshot: Snapshot) => void,
): Promise<void> => {
  if (!restore.withSafety || restore.touchedAt !== null) return;
  const { catalogue } = ports.context;
  const backup = await safetyRow(ports, restore, endpoint.engine, attempt);
  if (isRestorable(backup.status)) {
    refuseStale(backup, await catalogue.now());
    run.log(`The safety backup ${backup.id} of an earlier attempt is used.`);
    return;
  }
  run.log('The safety backup begins.');
  const phases: Run = {
    ...run,
    progress: (report) => run.progress({ ...report, phase: `Safety backup: ${report.phase}` }),
  };
  const last = await catalogue.backups.lastGood(restore.dataStoreId);
  const startedAt = await catalogue.now();
  const what = { backup, endpoint, attempt: attempt.attempt, startedAt, last };
  const snapshot = await takeSnapshot(ports, what, phases).catch((error: unknown) => {
    throw run.signal.aborted ? error : untouched(error, restore);
  });
  hold(snapshot);
  await attempt.written();
  await catalogue.transaction(async (tx) => {
    await tx.operations.fence(attempt);
    await publishSnapshot(tx, snapshot);
    // Here, and not with the next beat: a kill must not lose which backup brings the old data back.
    await tx.operations.appendLog(attempt.operationId, [
      `The safety backup is ${backup.id}: ${snapshotSummary(snapshot)}.`,
    ]);
  });
};

/** Says which backup failed, that all is as it was, and the way on. */
const untouched = (error: unknown, { dataStoreName }: RestoreRecord): unknown =>
  isAmberError(error)
    ? new AmberError(
        error.code,
        `The safety backup could not be taken, and nothing was touched. ${sentence(error.message)} ${withoutSafetyWords(dataStoreName)}`,
        { cause: error },
      )
    : error;

/** Between a safety backup and the touch no more than this may pass. Milliseconds. */
const SAFETY_AGE_MS = 10 * 60_000;

/**
 * An attempt that comes hours later would replace what was written since, and no backup would hold it. Another worker may
 * have taken the safety backup: only the database's clock is the same for both.
 */
const refuseStale = (safety: BackupRecord, now: Date): void => {
  const age = now.getTime() - (safety.finishedAt ?? safety.createdAt).getTime();
  if (age <= SAFETY_AGE_MS) return;
  throw new AmberError(
    'conflict',
    'The restore was interrupted, and its safety backup is older than 10 minutes now: what was written since would be lost. Nothing was touched. Start the restore again.',
  );
};

const safetyRow = async (
  { context: { catalogue } }: SafetyPorts,
  restore: RestoreRecord,
  engine: Endpoint['engine'],
  claim: Claim,
): Promise<BackupRecord> =>
  await catalogue.transaction(async (tx) => {
    await tx.operations.fence(claim);
    const current = await tx.restores.find(restore.id);
    const existing = current?.safetyBackupId && (await tx.backups.find(current.safetyBackupId));
    if (existing && isRestorable(existing.status)) return existing;
    if (existing && isMoving(existing.status)) {
      await tx.backups.setStatus(existing.id, 'running', null);
      return existing;
    }
    const id = newBackupId();
    const now = await tx.now();
    await tx.backups.insert({
      id,
      dataStoreId: restore.dataStoreId,
      dataStoreName: restore.dataStoreName,
      engine,
      trigger: 'safety',
      description: `Safety backup of ${restore.dataStoreName}, ${now.toISOString()}`,
      retentionDays: SAFETY_RETENTION_DAYS,
      requestKey: null,
    });
    await tx.backups.setStatus(id, 'running', null);
    await tx.restores.setSafetyBackup(restore.id, id);
    return (await tx.backups.find(id))!;
  });
