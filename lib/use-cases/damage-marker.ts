import { ARTEFACT_CODES, codeOf, safeMessage } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';

/** Makes an Available backup `Damaged` when what went wrong while it was read says that its bytes are not right. */
export const damageMarker =
  (catalogue: Catalogue, backupId: BackupId) =>
  async (error: unknown): Promise<void> => {
    if (!ARTEFACT_CODES.has(codeOf(error))) return;
    await catalogue.transaction(async (tx) => {
      const backup = await tx.backups.lock(backupId);
      if (backup?.status === 'available') await tx.backups.setStatus(backupId, 'damaged', safeMessage(error));
    });
  };
