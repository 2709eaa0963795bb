import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Catalogue } from '#lib/domain/ports/catalogue';

/** Removes what killed attempts left in the staging area; gives how many leftovers went. */
export const sweepStorage = ({
  catalogue,
  artefacts,
}: {
  catalogue: Catalogue;
  artefacts: Artefacts;
}): Promise<number> =>
  artefacts.sweep(async ({ backupId }, attempt) => {
    const backup = await catalogue.backups.find(backupId);
    if (backup === null || (backup.status !== 'pending' && backup.status !== 'running')) return false;
    const operation = await catalogue.operations.findByBackup(backupId);
    // A safety backup is made by its restore's operation, which it does not know: its own row decides.
    return operation === null || operation.attempt <= attempt;
  });
