import { holdsFiles } from '#lib/domain/backup';
import { ARTEFACT_CODES, codeOf, type ErrorCode, safeMessage } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';

/**
 * Makes a backup `Damaged` when what went wrong while it was read says that its bytes are not right. One that was
 * deleted meanwhile stays so: that is its end, whatever was found.
 */
export const markDamaged = async (
  catalogue: Catalogue,
  id: BackupId,
  found: { code: ErrorCode; reason: string },
): Promise<void> => {
  if (!ARTEFACT_CODES.has(found.code)) return;
  await catalogue.transaction(async (tx) => {
    const backup = await tx.backups.lock(id);
    if (backup && holdsFiles(backup.status)) await tx.backups.setStatus(id, 'damaged', found.reason);
  });
};

/** The same for who catches the error on its way. */
export const damageMarker =
  (catalogue: Catalogue, backupId: BackupId) =>
  (error: unknown): Promise<void> =>
    markDamaged(catalogue, backupId, { code: codeOf(error), reason: safeMessage(error) });
