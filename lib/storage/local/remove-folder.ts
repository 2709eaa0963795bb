import { readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './storage-failure.ts';

export const unlessGone = (error: unknown): void => {
  if (errnoOf(error) !== 'ENOENT') throw error;
};

/**
 * Removes a folder with all that is in it, or does nothing where there is none. Throws what the file system says of
 * what cannot go: `rm` of Node 24 takes a file that may not be removed for a folder and says ENOTDIR.
 */
export const removeFolder = async (folder: string): Promise<void> => {
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await removeFolder(path);
      else await unlink(path).catch(unlessGone);
    }
    await rmdir(folder);
  } catch (error) {
    unlessGone(error);
  }
};
