import { AmberError } from '#lib/domain/errors';
import type { Operation } from '#lib/domain/operation';
import type { BackupRecord, Catalogue } from '#lib/domain/ports/catalogue';

/** The backup that an operation is about. */
export const findBackupOf = async (
  catalogue: Catalogue,
  { backupId }: Pick<Operation, 'backupId'>,
): Promise<BackupRecord> => {
  const backup = backupId && (await catalogue.backups.find(backupId));
  if (!backup) throw new AmberError('not-found', 'The backup is gone from the catalogue');
  return backup;
};
