import { AmberError } from '#lib/domain/errors';
import type { OperationId } from '#lib/domain/ids';
import { findBackupOf } from './find-backup-of.ts';
import { instanceElsewhere } from './instance-elsewhere.ts';
import { type Look, lookAgain, saveLook } from './look-again.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { runOperation } from './run-operation.ts';
import {
  publishSnapshot,
  type Snapshot,
  type SnapshotPorts,
  snapshotSummary,
  takeSnapshot,
} from './take-snapshot.ts';

export type RunBackupPorts = SnapshotPorts & { context: RunContext };

/** Runs one attempt of a backup's operation. */
export const runBackup =
  (ports: RunBackupPorts) =>
  async (id: OperationId, shutdown: AbortSignal): Promise<RunOutcome> => {
    const elsewhere = await instanceElsewhere(ports.context, id);
    if (elsewhere !== null) return elsewhere;
    const { catalogue } = ports.context;
    let snapshot: Snapshot | undefined;
    return await runOperation<{ taken: Snapshot; after: Look }>(
      ports.context,
      id,
      {
        run: async (run, operation, { attempt }) => {
          const backup = await findBackupOf(catalogue, operation);
          const endpoint = await catalogue.dataStores.findEndpoint(backup.dataStoreId);
          if (endpoint === null) throw new AmberError('not-found', 'The data store was deleted');
          const last = await catalogue.backups.lastGood(backup.dataStoreId);
          const startedAt = await catalogue.now();
          snapshot = await takeSnapshot(ports, { backup, endpoint, attempt, startedAt, last }, run);
          return { taken: snapshot, after: await lookAgain(catalogue, ports.engines, endpoint) };
        },
        succeed: async (tx, { taken, after }) => {
          await publishSnapshot(tx, taken);
          await saveLook(tx, taken.backup.dataStoreId, after);
          return snapshotSummary(taken);
        },
        cleanUp: async () => {
          await snapshot?.draft.discard();
          await removeUnowned(ports, snapshot);
        },
      },
      shutdown,
    );
  };

/** Published, and then its transaction was refused for good: the row says what is true, so the files go. */
const removeUnowned = async (
  { context, artefacts }: RunBackupPorts,
  snapshot: Snapshot | undefined,
): Promise<void> => {
  if (snapshot === undefined) return;
  const { id: backupId, dataStoreId } = snapshot.backup;
  try {
    const row = await context.catalogue.backups.find(backupId);
    if (row?.status === 'failed' || row?.status === 'cancelled')
      await artefacts.remove({ dataStoreId, backupId });
  } catch (error) {
    context.log.warn({ backupId, err: error }, 'files of an ended backup are left to the sweeper');
  }
};
