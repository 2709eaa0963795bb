import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { MANIFEST_FILE, MANIFEST_MAX_BYTES } from '#lib/domain/artefact-files';
import { AmberError } from '#lib/domain/errors';
import { requireFileName } from './artefact-paths.ts';
import { FileReader } from './file-reader.ts';
import { errnoOf, storageFailure } from './storage-failure.ts';

/** An artefact's folder outside any storage: a copy, a download, what the command line wrote. */
export type ArtefactFolder = {
  readManifest(): Promise<string>;
  dataSize(file: string): Promise<number>;
  read(file: string, range?: { start: number; end: number }): Readable;
};

export const openArtefactFolder = (folder: string): ArtefactFolder => {
  const failure = (error: unknown, file: string): AmberError =>
    errnoOf(error) === 'ENOENT'
      ? new AmberError(
          'artefact-missing',
          `The folder ${folder} has no ${file}: it is not a complete backup.`,
          { cause: error },
        )
      : storageFailure(error, folder);
  const sizeOf = async (file: string): Promise<number> => {
    try {
      return (await stat(join(folder, file))).size;
    } catch (error) {
      throw failure(error, file);
    }
  };
  return {
    readManifest: async () => {
      if ((await sizeOf(MANIFEST_FILE)) > MANIFEST_MAX_BYTES)
        throw new AmberError('malformed', `${MANIFEST_FILE} is too long.`);
      return await readFile(join(folder, MANIFEST_FILE), 'utf8').catch((error: unknown) => {
        throw failure(error, MANIFEST_FILE);
      });
    },
    dataSize: (file) => sizeOf(requireFileName(file)),
    read: (file, range) =>
      new FileReader(join(folder, requireFileName(file)), {
        ...(range && { range }),
        fail: (error) => failure(error, file),
      }),
  };
};
