import { isMoving } from '#lib/domain/operation';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Catalogue } from '#lib/domain/ports/catalogue';

export type SweepPorts = { catalogue: Catalogue; artefacts: Artefacts };

/** So long after its end a backup without success is looked at again: many sweeps. Milliseconds. */
const LOOK_BACK_MS = 86_400_000;

/** Removes what killed attempts left behind, staged or published. */
export const sweepStorage = async ({ catalogue, artefacts }: SweepPorts): Promise<void> => {
  await artefacts.sweep((ref, attempt) => isLive(catalogue, ref.backupId, attempt));
  // Published, and killed before its row became Available, or before its own cleaning up.
  const since = new Date((await catalogue.now()).getTime() - LOOK_BACK_MS);
  for (const { id: backupId, dataStoreId } of await catalogue.backups.unsuccessfulSince(since)) {
    await artefacts.remove({ dataStoreId, backupId });
  }
};

const isLive = async (
  catalogue: Catalogue,
  backupId: Parameters<Catalogue['backups']['find']>[0],
  attempt: number,
): Promise<boolean> => {
  const backup = await catalogue.backups.find(backupId);
  if (backup === null || !isMoving(backup.status)) return false;
  const operation = await catalogue.operations.findByBackup(backupId);
  // A safety backup is made by its restore's operation, which it does not know: its own row decides.
  return operation === null || operation.attempt <= attempt;
};
