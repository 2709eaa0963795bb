import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where programs are looked for: the PATH of this process. */
export const programPath = (): string => process.env.PATH ?? '';

/** The folders of a PATH, in its order. */
export const foldersOfPath = (path: string): string[] =>
  path.split(delimiter).filter((folder) => folder !== '');

/** The first program of that name in the folders of a PATH that can be run; null when none is there. */
export const findOnPath = async (path: string, command: string): Promise<string | null> => {
  for (const folder of foldersOfPath(path)) {
    const file = join(folder, command);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  return null;
};
