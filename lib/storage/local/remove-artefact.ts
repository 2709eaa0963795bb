import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MANIFEST_FILE } from '#lib/domain/artefact-files';
import { errnoOf } from './storage-failure.ts';
import { syncFolder } from './sync-folder.ts';

const unlessGone = (error: unknown): void => {
  if (errnoOf(error) !== 'ENOENT') throw error;
};

/**
 * Removes an artefact's folder, the manifest first: from then on it does not exist, and a removal that is killed half-way
 * is finished by the next one. Throws what the file system throws.
 */
export const removeArtefact = async (folder: string): Promise<void> => {
  await rm(join(folder, MANIFEST_FILE), { force: true });
  await syncFolder(folder).catch(unlessGone);
  await rm(folder, { recursive: true, force: true });
  await syncFolder(dirname(folder)).catch(unlessGone);
};

/** Takes the store's folder away with its last backup; a backup that is being published makes it again. */
export const removeEmptyFolder = async (folder: string): Promise<void> => {
  await rmdir(folder).catch((error: unknown) => {
    const errno = errnoOf(error);
    if (errno !== 'ENOTEMPTY' && errno !== 'EEXIST' && errno !== 'ENOENT') throw error;
  });
};
