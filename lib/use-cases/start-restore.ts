import { requireSameEngine } from '#lib/domain/engine-mismatch';
import { AmberError } from '#lib/domain/errors';
import type { BackupId, DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { startRestoreRequest } from '#lib/domain/requests/start-restore';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { type BegunRestore, beginRestore, restoreBegunBefore } from './begin-restore.ts';

export const startRestore =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<BegunRestore> => {
    authorise(actor, 'start-restore');
    const request = parseRequest(startRestoreRequest, input);
    return await catalogue.transaction(async (tx) => {
      const before = await restoreBegunBefore(tx, request.requestKey);
      if (before) return before;
      const store = await tx.dataStores.find(request.dataStoreId as DataStoreId);
      if (store === null) throw new AmberError('not-found', 'This data store is gone. Reload the page.');
      const backup = await tx.backups.find(request.backupId as BackupId);
      if (backup !== null) requireSameEngine(backup.engine, store.engine);
      if (!request.safetyBackup && request.confirmation !== store.name) {
        const message = `Type ${store.name} to restore without a safety backup`;
        throw new AmberError('invalid-input', message, { fields: { confirmation: message } });
      }
      return await beginRestore(tx, {
        backupId: request.backupId as BackupId,
        dataStoreId: store.id,
        dataStoreName: store.name,
        withSafety: request.safetyBackup,
        wayBackId: null,
        rollsBack: false,
        requestKey: request.requestKey,
        previousId: null,
      });
    });
  };
