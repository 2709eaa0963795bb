import type { OperationId } from '#lib/domain/ids';
import type { Run } from '#lib/domain/operation';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Engines } from '#lib/domain/ports/engine';
import { bytesWords } from '#lib/domain/words/figures';
import { findBackupOf } from './find-backup-of.ts';
import type { RunContext, RunOutcome } from './run-context.ts';
import { runOperation } from './run-operation.ts';

export type RunVerificationPorts = {
  engines: Engines;
  scratch: string;
  artefacts: Artefacts;
  context: RunContext;
};

/** Reads an artefact to its end: a sound one becomes (or stays) Available; a broken one Damaged, by its unhappy end. */
export const runVerification =
  ({ engines, artefacts, context, scratch }: RunVerificationPorts) =>
  (id: OperationId, shutdown: AbortSignal): Promise<RunOutcome> =>
    runOperation(
      context,
      id,
      {
        run: async (run, operation) => {
          const backup = await findBackupOf(context.catalogue, operation);
          const ref = { dataStoreId: backup.dataStoreId, backupId: backup.id };
          const { inspect } = engines[backup.engine];
          const reading = (source: AsyncIterable<Uint8Array>, read: Run) =>
            inspect(source, read, { scratch });
          return { backup, manifest: await artefacts.verify(ref, reading, run) };
        },
        succeed: async (tx, { backup, manifest }) => {
          const current = await tx.backups.lock(backup.id);
          if (current?.status === 'damaged') await tx.backups.setStatus(backup.id, 'available', null);
          return `${bytesWords(manifest.data.plain.bytes)} read, complete and unchanged`;
        },
        cleanUp: async () => {},
      },
      shutdown,
    );
