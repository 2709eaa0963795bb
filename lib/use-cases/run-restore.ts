import { isRestorable, SAFETY_RETENTION_DAYS } from '#lib/domain/backup';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import { newBackupId, type OperationId } from '#lib/domain/ids';
import type { Run } from '#lib/domain/operation';
import type { BackupRecord, Claim, RestoreRecord } from '#lib/domain/ports/catalogue';
import type { ByteSource } from '#lib/domain/ports/engine';
import { type RestoreFacts, refusals } from '#lib/domain/restore';
import { bytesWords, countOf } from '#lib/domain/words/figures';
import { damageMarker } from './damage-marker.ts';
import { type RunContext, type RunOutcome, runOperation } from './run-operation.ts';
import { publishSnapshot, type Snapshot, type SnapshotPorts, takeSnapshot } from './take-snapshot.ts';

export type RunRestorePorts = SnapshotPorts & { context: RunContext };

type Loaded = { restore: RestoreRecord; backup: BackupRecord; endpoint: Endpoint };

/**
 * Runs one attempt of a restore: verify the artefact, preflight, safety backup, then load. Nothing of the target is
 * changed before `markTouched` has been committed; from there on every unhappy end says `incomplete`.
 */
export const runRestore =
  (ports: RunRestorePorts) =>
  async (id: OperationId, shutdown: AbortSignal): Promise<RunOutcome> => {
    let safety: Snapshot | undefined;
    return await runOperation<Loaded & { facts: RestoreFacts }>(
      ports.context,
      id,
      {
        run: async (run, operation, claim) => {
          const loaded = await load(ports, operation.restoreId);
          const contents = await verifyAndPreflight(ports, loaded, run);
          await takeSafetyBackup(ports, loaded, claim, run, (snapshot) => {
            safety = snapshot;
          });
          const facts = await ports.engine.restore(sourceOf(ports, loaded.backup), loaded.endpoint, run, {
            method: 'auto',
            contents,
            beforeTouch: () => markTouched(ports, loaded.restore, claim, run),
          });
          return { ...loaded, facts };
        },
        succeed: async (tx, { restore, facts }) => {
          const targetState = restore.rollsBack ? 'rolled back' : 'replaced';
          await tx.restores.finish(restore.id, {
            status: 'completed',
            targetState,
            reason: null,
            result: facts,
          });
          await tx.dataStores.probeSoon(restore.dataStoreId);
          return `${countOf(facts.keys, 'key')} · ${bytesWords(facts.bytes)}`;
        },
        cleanUp: async () => {
          await safety?.draft.discard();
        },
      },
      shutdown,
    );
  };

const load = async (
  { context: { catalogue } }: RunRestorePorts,
  id: RestoreRecord['id'] | null,
): Promise<Loaded> => {
  const restore = id && (await catalogue.restores.find(id));
  if (!restore) throw new AmberError('not-found', 'The restore is gone from the catalogue');
  const backup = await catalogue.backups.find(restore.backupId);
  if (backup?.status === 'damaged') {
    throw new AmberError(
      'conflict',
      `The backup is damaged, and nothing was touched. ${backup.reason ?? ''}`.trim(),
    );
  }
  if (backup === null || !isRestorable(backup.status)) {
    throw new AmberError('artefact-missing', 'The backup is no longer available');
  }
  const endpoint = await catalogue.dataStores.findEndpoint(restore.dataStoreId);
  if (endpoint === null) throw new AmberError('not-found', 'The target data store was deleted');
  return { restore, backup, endpoint };
};

const verifyAndPreflight = async (
  { engine, artefacts, context }: RunRestorePorts,
  { backup, endpoint }: Loaded,
  run: Run,
) => {
  const ref = { dataStoreId: backup.dataStoreId, backupId: backup.id };
  // Only what is read here says something of the artefact: the target's own errors may have the same codes.
  const manifest = await artefacts.verify(ref, engine.inspect, run).catch(async (error: unknown) => {
    await damageMarker(context.catalogue, backup.id)(error);
    throw error;
  });
  const target = await engine.probe(endpoint, run.signal);
  const { contents, usedMemory, product } = manifest;
  const refused = refusals(engine.preflight({ contents, usedMemory, product }, target));
  if (refused.length > 0) {
    throw new AmberError('preflight-refused', refused.map(({ text }) => sentence(text)).join(' '));
  }
  return contents;
};

/** The artefact's bytes; what is wrong with them makes the backup Damaged. */
const sourceOf = ({ artefacts, context }: RunRestorePorts, { id, dataStoreId }: BackupRecord): ByteSource => {
  const source = artefacts.source({ dataStoreId, backupId: id });
  return async function* (signal) {
    try {
      yield* source(signal);
    } catch (error) {
      await damageMarker(context.catalogue, id)(error);
      throw error;
    }
  };
};

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/**
 * Once per restore: a later attempt uses the one that is there. After the target was touched none is ever taken, since
 * it would keep what an interrupted restore left behind.
 */
const takeSafetyBackup = async (
  ports: RunRestorePorts,
  { restore, endpoint }: Loaded,
  claim: Claim,
  run: Run,
  hold: (snapshot: Snapshot) => void,
): Promise<void> => {
  if (!restore.withSafety || restore.touchedAt !== null) return;
  const backup = await safetyRow(ports, restore, endpoint.engine, claim);
  if (backup.status === 'available') {
    refuseStale(backup);
    return;
  }
  const phases: Run = {
    ...run,
    progress: (report) => run.progress({ ...report, phase: `Safety backup: ${report.phase}` }),
  };
  const snapshot = await takeSnapshot(ports, { backup, endpoint, attempt: claim.attempt }, phases).catch(
    (error: unknown) => {
      throw run.signal.aborted ? error : untouched(error);
    },
  );
  hold(snapshot);
  await ports.context.catalogue.transaction(async (tx) => {
    await tx.operations.fence(claim);
    await publishSnapshot(tx, snapshot);
  });
  run.log(`The safety backup is ${backup.id}`);
};

/** Says which backup failed, and that all is as it was. */
const untouched = (error: unknown): unknown =>
  isAmberError(error)
    ? new AmberError(
        error.code,
        `The safety backup could not be taken, and nothing was touched. ${error.message}`,
        { cause: error },
      )
    : error;

/** Between a safety backup and the touch no more than this may pass. Milliseconds. */
const SAFETY_AGE_MS = 10 * 60_000;

/** An attempt that comes hours later would replace what was written since, and no backup would hold it. */
const refuseStale = (safety: BackupRecord): void => {
  const age = Date.now() - (safety.finishedAt ?? safety.createdAt).getTime();
  if (age <= SAFETY_AGE_MS) return;
  throw new AmberError(
    'conflict',
    'The restore was interrupted, and its safety backup is older than 10 minutes now: what was written since would be lost. Nothing was touched. Start the restore again.',
  );
};

const safetyRow = async (
  { context: { catalogue } }: RunRestorePorts,
  restore: RestoreRecord,
  engine: Endpoint['engine'],
  claim: Claim,
): Promise<BackupRecord> =>
  await catalogue.transaction(async (tx) => {
    await tx.operations.fence(claim);
    const current = await tx.restores.find(restore.id);
    const existing = current?.safetyBackupId && (await tx.backups.find(current.safetyBackupId));
    if (existing && existing.status !== 'failed' && existing.status !== 'cancelled') return existing;
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

const markTouched = async (
  { context: { catalogue } }: RunRestorePorts,
  restore: RestoreRecord,
  claim: Claim,
  run: Run,
) => {
  run.signal.throwIfAborted();
  await catalogue.transaction(async (tx) => {
    await tx.operations.fence(claim);
    await tx.restores.markTouched(restore.id);
  });
  run.log('Target touched: from here on its old data is being replaced');
};
