import { AmberError } from '#lib/domain/errors';
import type { RestoreId } from '#lib/domain/ids';
import type { Catalogue, RestoreRecord } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { repeatRestoreRequest } from '#lib/domain/requests/start-restore';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { type BegunRestore, beginRestore, begunBefore } from './begin-restore.ts';

type Choose = (restore: RestoreRecord) => { backupId: RestoreRecord['backupId']; rollsBack: boolean };

/**
 * A restore that ended `incomplete` goes on with another one. That one takes no safety backup of its own: the target
 * holds half of the interrupted restore now, and the first attempt's safety backup stays the one offered.
 */
const repeatRestore =
  (choose: Choose) =>
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<BegunRestore> => {
    authorise(actor, 'start-restore');
    const request = parseRequest(repeatRestoreRequest, input);
    return await catalogue.transaction(async (tx) => {
      const before = await begunBefore(tx, request.requestKey);
      if (before) return before;
      const restore = await tx.restores.find(request.restoreId as RestoreId);
      if (restore === null) throw new AmberError('not-found', 'This restore is gone. Reload the page.');
      if (restore.targetState !== 'incomplete') {
        throw new AmberError('conflict', 'Only a restore that ended incomplete can be taken up again.');
      }
      return await beginRestore(tx, {
        ...choose(restore),
        dataStoreId: restore.dataStoreId,
        dataStoreName: restore.dataStoreName,
        withSafety: false,
        safetyBackupId: restore.safetyBackupId,
        requestKey: request.requestKey,
        previousId: restore.id,
      });
    });
  };

/** `Restore again`: the same backup once more. */
export const restoreAgain = repeatRestore(({ backupId, rollsBack }) => ({ backupId, rollsBack }));

/** `Restore the safety backup`: the data from before the first attempt. */
export const restoreSafetyBackup = repeatRestore(({ safetyBackupId }) => {
  if (safetyBackupId === null) {
    throw new AmberError('conflict', 'This restore was started without a safety backup.');
  }
  return { backupId: safetyBackupId, rollsBack: true };
});
