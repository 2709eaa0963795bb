import type { OperationId } from '#lib/domain/ids';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import { findBackupOf } from './find-backup-of.ts';
import { removeFiles } from './remove-files.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { runOperation } from './run-operation.ts';

/** The summary of every deletion. */
export const FILES_GONE = 'Its files are gone';

export type RunDeletionPorts = { artefacts: Artefacts; context: RunContext };

/** Removes the files of a backup that is marked `deleting`; a kill in between is finished by the next attempt. */
export const runDeletion =
  ({ artefacts, context }: RunDeletionPorts) =>
  (id: OperationId, shutdown: AbortSignal): Promise<RunOutcome> =>
    runOperation(
      context,
      id,
      {
        run: async (run, operation) => {
          const backup = await findBackupOf(context.catalogue, operation);
          run.progress({ phase: 'Removing files', bytes: 0, keys: 0 });
          await removeFiles(artefacts, { dataStoreId: backup.dataStoreId, backupId: backup.id });
          return backup.id;
        },
        succeed: async (tx, backupId) => {
          await tx.backups.setStatus(backupId, 'deleted', null);
          return FILES_GONE;
        },
        cleanUp: async () => {},
      },
      shutdown,
    );
