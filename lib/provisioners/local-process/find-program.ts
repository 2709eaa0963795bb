import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { SERVER_PROGRAMS, type ServerProgram } from '#lib/domain/instance';

/** The first of `SERVER_PROGRAMS` in the folders of a PATH; null when none is there. */
export const findProgram = async (path: string): Promise<ServerProgram | null> => {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  for (const { product, command } of SERVER_PROGRAMS) {
    for (const folder of folders) {
      const file = join(folder, command);
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return { product, path: file };
    }
  }
  return null;
};
