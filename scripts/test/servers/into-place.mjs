import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `folder/target` by `make(work, made)`: the first folder is for what is thrown away, the second becomes the target.
 * The last step is a rename, so that an interrupted run leaves nothing half made in place. Gives whether it did anything.
 */
export const intoPlace = async (folder, target, make) => {
  const destination = join(folder, target);
  if (existsSync(destination)) return false;
  const work = mkdtempSync(join(folder, '.fetch-'));
  try {
    const made = mkdtempSync(join(work, 'made-'));
    await make(work, made);
    try {
      renameSync(made, destination);
    } catch (error) {
      // another run was faster
      if (!existsSync(destination)) throw error;
    }
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
