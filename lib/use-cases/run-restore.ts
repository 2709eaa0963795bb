import { isRestorable } from '#lib/domain/backup';
import type { Endpoint, Probe } from '#lib/domain/data-store';
import { requireSameEngine } from '#lib/domain/engine-mismatch';
import { AmberError } from '#lib/domain/errors';
import type { OperationId } from '#lib/domain/ids';
import { isEmptyStore } from '#lib/domain/new-instance';
import type { Run } from '#lib/domain/operation';
import type { BackupRecord, RestoreRecord } from '#lib/domain/ports/catalogue';
import type { ByteSource } from '#lib/domain/ports/engine';
import { type PreflightCheck, type RestoreFacts, refusals } from '#lib/domain/restore';
import { bytesWords, countOf } from '#lib/domain/words/figures';
import { graphWords } from '#lib/domain/words/holdings';
import { restoreNotes } from '#lib/domain/words/restore-notes';
import { sentence } from '#lib/domain/words/sentence';
import { awaitInstance } from './await-instance.ts';
import { damageMarker } from './damage-marker.ts';
import { instanceElsewhere } from './instance-elsewhere.ts';
import { acceptInstance } from './instance-ends.ts';
import { type Look, lookAgain, saveLook } from './look-again.ts';
import { restoreSteps } from './restore-steps.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { type Attempt, runOperation } from './run-operation.ts';
import { safetySpace, takeSafetyBackup } from './take-safety-backup.ts';
import type { Snapshot, SnapshotPorts } from './take-snapshot.ts';

export type RunRestorePorts = SnapshotPorts & { context: RunContext };

type Loaded = { restore: RestoreRecord; backup: BackupRecord; endpoint: Endpoint };
type Restored = Loaded & { facts: RestoreFacts; after: Look };

/**
 * Runs one attempt of a restore: verify the artefact, preflight, safety backup, then load. Nothing of the target is
 * changed before `markTouched` has been committed; from there on every unhappy end says `incomplete`.
 */
export const runRestore =
  (ports: RunRestorePorts) =>
  async (id: OperationId, shutdown: AbortSignal): Promise<RunOutcome> => {
    const elsewhere = await instanceElsewhere(ports.context, id);
    if (elsewhere !== null) return elsewhere;
    let safety: Snapshot | undefined;
    return await runOperation<Restored>(
      ports.context,
      id,
      {
        run: async (run, operation, attempt) => {
          const restore = await findRestore(ports, operation.restoreId);
          const steps = restoreSteps(run, restore);
          if (restore.intoNew)
            await awaitInstance(ports.context.catalogue, restore.dataStoreId, steps.making);
          const loaded = await load(ports, restore);
          const contents = await verifyAndPreflight(ports, loaded, steps.reading);
          await takeSafetyBackup(ports, loaded, attempt, steps.safety, (snapshot) => {
            safety = snapshot;
          });
          const facts = await ports.engines[loaded.endpoint.engine].restore(
            sourceOf(ports, loaded.backup),
            loaded.endpoint,
            steps.loading,
            {
              method: 'auto',
              contents,
              scratch: ports.scratch,
              trusted: isTrusted(loaded.backup),
              beforeTouch: () => markTouched(ports, loaded.restore, attempt, steps.loading),
              cleared: () => markCleared(ports, loaded.restore),
            },
          );
          for (const note of restoreNotes(facts)) run.log(note);
          return {
            ...loaded,
            facts,
            after: await lookAgain(ports.context.catalogue, ports.engines, loaded.endpoint),
          };
        },
        succeed: async (tx, { restore, backup, facts, after }) => {
          const targetState = restore.rollsBack ? 'rolled back' : 'replaced';
          await tx.restores.finish(restore.id, {
            status: 'completed',
            targetState,
            reason: null,
            result: facts,
          });
          if (restore.intoNew) await acceptInstance(tx, restore.dataStoreId, backup.dataStoreId);
          await saveLook(tx, restore.dataStoreId, after);
          return `${restoredWords(facts)} · ${bytesWords(facts.bytes)}`;
        },
        cleanUp: async () => {
          await safety?.draft.discard();
        },
      },
      shutdown,
    );
  };

/** Its manifest bears the mark of this console, which took it itself. */
const isTrusted = ({ trigger }: BackupRecord): boolean => trigger !== 'import';

const restoredWords = (facts: RestoreFacts): string =>
  facts.method === 'cursor' ? graphWords(facts.vertices, facts.edges) : countOf(facts.keys, 'key');

const findRestore = async (
  { context: { catalogue } }: RunRestorePorts,
  id: RestoreRecord['id'] | null,
): Promise<RestoreRecord> => {
  const restore = id && (await catalogue.restores.find(id));
  if (!restore) throw new AmberError('not-found', 'The restore is gone from the catalogue');
  return restore;
};

const load = async ({ context: { catalogue } }: RunRestorePorts, restore: RestoreRecord): Promise<Loaded> => {
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
  requireSameEngine(backup.engine, endpoint.engine);
  return { restore, backup, endpoint };
};

const verifyAndPreflight = async (
  { engines, artefacts, context, scratch }: RunRestorePorts,
  { restore, backup, endpoint }: Loaded,
  run: Run,
) => {
  const engine = engines[endpoint.engine];
  const ref = { dataStoreId: backup.dataStoreId, backupId: backup.id };
  const inspect = (source: AsyncIterable<Uint8Array>, read: Run) => engine.inspect(source, read, { scratch });
  // Only what is read here says something of the artefact: the target's own errors may have the same codes.
  const manifest = await artefacts.verify(ref, inspect, run).catch(async (error: unknown) => {
    await damageMarker(context.catalogue, backup.id)(error);
    throw error;
  });
  const target = await engine.probe(endpoint, run.signal);
  const { contents, usedMemory, product, data } = manifest;
  run.log(`The backup was read in full, ${bytesWords(data.plain.bytes)}: complete and unchanged.`);
  const preflight = engine.preflight({ contents, usedMemory, product, trusted: isTrusted(backup) }, target);
  const checks = [
    ...preflight.checks,
    ...emptiness(restore, target),
    ...(await safetySpace({ artefacts, context }, restore, target)),
  ];
  const refused = refusals({ ...preflight, checks });
  if (refused.length > 0) {
    throw new AmberError('preflight-refused', refused.map(({ text }) => sentence(text)).join(' '));
  }
  return contents;
};

/** What an address or a command gives must be new: what is in it would be lost without a word. */
const emptiness = ({ intoNew, touchedAt }: RestoreRecord, target: Probe): PreflightCheck[] => {
  if (!intoNew || touchedAt !== null || isEmptyStore(target)) return [];
  const text =
    'The server is not empty: a new instance begins with nothing in it, and nothing of it was touched';
  return [{ id: 'empty', outcome: 'refuse', text }];
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

const TOUCHED = 'Target touched: from here on its old data is being replaced.';

const markTouched = async (
  { context: { catalogue } }: RunRestorePorts,
  restore: RestoreRecord,
  attempt: Attempt,
  run: Run,
) => {
  run.signal.throwIfAborted();
  // whoever reads of an earlier step believes that nothing was touched
  run.progress({ phase: 'Clearing', bytes: 0, keys: 0 });
  await attempt.written();
  await catalogue.transaction(async (tx) => {
    await tx.operations.fence(attempt);
    await tx.restores.markTouched(restore.id);
    await tx.operations.appendLog(attempt.operationId, [TOUCHED]);
  });
};

/** Only for the words about one that ends incomplete: a database that is away now must not make it so. */
const markCleared = async ({ context }: RunRestorePorts, { id }: RestoreRecord): Promise<void> => {
  try {
    await context.catalogue.restores.markCleared(id);
  } catch (error) {
    context.log.warn({ restoreId: id, err: error }, 'not written down: the target was cleared');
  }
};
