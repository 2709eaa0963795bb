import { AmberError } from '#lib/domain/errors';
import type { BackupId } from '#lib/domain/ids';
import type { Artefacts, Download } from '#lib/domain/ports/artefacts';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { backupRequest } from '#lib/domain/requests/backup-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { damageMarker } from './damage-marker.ts';

/** The plain file (or the stored bytes) of an Available backup, to be streamed. */
export const openDownload =
  ({ catalogue, openArtefacts }: { catalogue: Catalogue; openArtefacts(): Promise<Artefacts> }) =>
  async (actor: Actor | null, input: unknown, stored: boolean): Promise<Download> => {
    authorise(actor, 'download-backup');
    const { backupId } = parseRequest(backupRequest, input);
    const backup = await catalogue.backups.find(backupId as BackupId);
    if (backup === null || backup.status === 'deleted' || backup.status === 'deleting') {
      throw new AmberError('not-found', 'This backup is not there. It may have been deleted.');
    }
    if (backup.status !== 'available') {
      throw new AmberError(
        'conflict',
        `This backup is ${backup.status}: there is nothing sound to download.`,
      );
    }
    const markDamaged = damageMarker(catalogue, backup.id);
    const ref = { dataStoreId: backup.dataStoreId, backupId: backup.id };
    try {
      const download = await (await openArtefacts()).download(ref, { stored });
      return { ...download, open: async (range) => (await download.open(range)).once('error', markDamaged) };
    } catch (error) {
      await markDamaged(error);
      throw error;
    }
  };
