import { SERVER_PROGRAMS, type ServerProgram } from '#lib/domain/instance';
import { findOnPath } from '#lib/platform/program-path';

/** The first of `SERVER_PROGRAMS` in the folders of a PATH; null when none is there. */
export const findProgram = async (path: string): Promise<ServerProgram | null> => {
  for (const { product, command } of SERVER_PROGRAMS) {
    const file = await findOnPath(path, command);
    if (file !== null) return { product, path: file };
  }
  return null;
};
