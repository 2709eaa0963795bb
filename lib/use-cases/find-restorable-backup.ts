import { isRestorable } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { BackupRecord, Catalogue } from '#lib/domain/ports/catalogue';

/** A backup that can be restored: what it holds is known. */
export type RestorableBackup = BackupRecord & { contents: NonNullable<BackupRecord['contents']> };

/** Throws `conflict` when it is gone, or was never whole. */
export const findRestorableBackup = async (
  { backups }: Pick<Catalogue, 'backups'>,
  id: string,
): Promise<RestorableBackup> => {
  const backup = await backups.find(id as BackupId);
  if (backup === null || !isRestorable(backup.status) || backup.contents === null) throw noLongerAvailable();
  return { ...backup, contents: backup.contents };
};

export const noLongerAvailable = (): AmberError =>
  new AmberError('conflict', 'This backup is no longer available. Choose another one.');
