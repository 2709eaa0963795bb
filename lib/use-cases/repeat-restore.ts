import { AmberError } from '#lib/domain/errors';
import type { RestoreId } from '#lib/domain/ids';
import type { Catalogue, RestoreRecord } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { repeatRestoreRequest } from '#lib/domain/requests/start-restore';
import { type RestoreOffers, restoreOffers } from '#lib/domain/restore';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { type BegunRestore, beginRestore, restoreBegunBefore } from './begin-restore.ts';

type Repetition = {
  offer: keyof RestoreOffers;
  /** When it is not offered. */
  refusal: string;
  choose(restore: RestoreRecord): { backupId: RestoreRecord['backupId']; rollsBack: boolean };
};

/**
 * Takes up a restore that ended, as a restore of its own: what was written since is kept in a safety backup of its own.
 * After one that ended `incomplete`, the first attempt's safety backup stays the one offered, and where that was started
 * without one, none is taken now either.
 */
const repeatRestore =
  ({ offer, refusal, choose }: Repetition) =>
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<BegunRestore> => {
    authorise(actor, 'start-restore');
    const request = parseRequest(repeatRestoreRequest, input);
    return await catalogue.transaction(async (tx) => {
      const before = await restoreBegunBefore(tx, request.requestKey);
      if (before) return before;
      const restore = await tx.restores.find(request.restoreId as RestoreId);
      if (restore === null) throw new AmberError('not-found', 'This restore is gone. Reload the page.');
      if (await tx.restores.isSuperseded(restore.id)) {
        throw new AmberError('conflict', 'Another restore of this store came after this one.');
      }
      // whether the safety backup is there is judged under its lock, when the restore begins
      const offers = restoreOffers(restore, { superseded: false, safetyAvailable: true });
      if (!offers[offer]) throw new AmberError('conflict', refusal);
      const first = restore.wayBackId ?? restore.safetyBackupId;
      const completed = restore.status === 'completed';
      return await beginRestore(tx, {
        ...choose(restore),
        dataStoreId: restore.dataStoreId,
        dataStoreName: restore.dataStoreName,
        withSafety: completed || restore.withSafety || first !== null,
        wayBackId: completed ? null : first,
        requestKey: request.requestKey,
        previousId: restore.id,
      });
    });
  };

/** `Restore again`: the same backup once more. */
export const restoreAgain = repeatRestore({
  offer: 'again',
  refusal: 'Only a restore that ended incomplete can be taken up again.',
  choose: ({ backupId, rollsBack }) => ({ backupId, rollsBack }),
});

/** `Restore the safety backup`: the data from before the restore. */
export const restoreSafetyBackup = repeatRestore({
  offer: 'rollBack',
  refusal: 'There is no safety backup of this restore to go back to.',
  choose: ({ safetyBackupId, wayBackId }) => ({ backupId: (wayBackId ?? safetyBackupId)!, rollsBack: true }),
});
