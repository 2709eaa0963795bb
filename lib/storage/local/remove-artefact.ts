import { rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MANIFEST_FILE } from '#lib/domain/artefact-files';
import { removeFolder, unlessGone } from './remove-folder.ts';
import { errnoOf } from './storage-failure.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Removes an artefact's folder, the manifest first: from then on it does not exist, and a removal that is killed half-way
 * is finished by the next one. Throws what the file system throws.
 */
export const removeArtefact = async (folder: string): Promise<void> => {
  await unlink(join(folder, MANIFEST_FILE)).catch(unlessGone);
  await syncFolder(folder).catch(unlessGone);
  await removeFolder(folder);
  await syncFolder(dirname(folder)).catch(unlessGone);
};

/** Takes the store's folder away with its last backup; a backup that is being published makes it again. */
export const removeEmptyFolder = async (folder: string): Promise<void> => {
  await rmdir(folder).catch((error: unknown) => {
    const errno = errnoOf(error);
    if (errno !== 'ENOTEMPTY' && errno !== 'EEXIST' && errno !== 'ENOENT') throw error;
  });
};
