import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, MANIFEST_MAX_BYTES } from '#lib/domain/artefact-files';
import { AmberError } from '#lib/domain/errors';
import type { ArtefactRef, Storage, StorageHealth } from '#lib/domain/ports/storage';
import { artefactPaths, parseStagedName, requireFileName } from './artefact-paths.ts';
import { FileReader } from './file-reader.ts';
import { requireStorage } from './id-file.ts';
import { removeArtefact, removeEmptyFolder } from './remove-artefact.ts';
import { revokeEarlierAttempts, revokeFolder } from './revoke-attempts.ts';
import { StagedFolder } from './staged-folder.ts';
import { errnoOf, storageFailure } from './storage-failure.ts';

export type LocalStorageOptions = {
  /** Absolute path of the folder. */
  root: string;
  /** The id that its id file must hold (`prepareLocalStorage` gives it). */
  id: string;
};

/**
 * Artefacts in a folder: `artefacts/<data store id>/<backup id>/`, and `staging` for what is being written. The folder
 * must carry its id file at every change, so that a missing mount is never mistaken for an empty storage.
 */
export const createLocalStorage = ({ root, id }: LocalStorageOptions): Storage => {
  const paths = artefactPaths(root);
  const present = () => requireStorage(root, id);

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    await present();
    try {
      return await work();
    } catch (error) {
      throw storageFailure(error, root);
    }
  };

  /** A file that is not there: a missing artefact, if the storage itself is there. */
  const readFailure = async (error: unknown): Promise<AmberError> => {
    if (errnoOf(error) !== 'ENOENT') return storageFailure(error, root);
    return await present().then(
      () =>
        new AmberError('artefact-missing', 'The files of this backup are not in the storage.', {
          cause: error,
        }),
      (unavailable: AmberError) => unavailable,
    );
  };
  const reading = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw await readFailure(error);
    }
  };
  const fileOf = (ref: ArtefactRef, file: string) => join(paths.artefact(ref), requireFileName(file));

  return {
    check: (): Promise<StorageHealth> =>
      guarded(async () => {
        await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
        const { blocks, bfree, bavail, bsize } = await statfs(root);
        // without what is kept back for root, as `df` reckons
        return { freeBytes: bavail * bsize, totalBytes: (blocks - bfree + bavail) * bsize };
      }),

    stage: (ref, { attempt, dataFile }) =>
      guarded(async () => {
        await mkdir(paths.staging, { recursive: true, mode: 0o750 });
        await revokeEarlierAttempts(paths, ref, attempt);
        return await StagedFolder.create({ root, paths, ref, attempt, dataFile, requireStorage: present });
      }),

    readManifest: (ref) => reading(() => readText(fileOf(ref, MANIFEST_FILE), MANIFEST_MAX_BYTES)),

    dataSize: (ref, file) => reading(async () => (await stat(fileOf(ref, file))).size),

    read: (ref, file, range) =>
      new FileReader(fileOf(ref, file), { ...(range && { range }), fail: readFailure }),

    remove: (ref) =>
      guarded(async () => {
        await removeArtefact(paths.artefact(ref));
        await removeEmptyFolder(paths.store(ref));
      }),

    sweep: (isLive) =>
      guarded(async () => {
        let removed = 0;
        const names = await readdir(paths.staging).catch(() => []);
        for (const name of names) {
          const staged = parseStagedName(name);
          if (staged === null) continue;
          if (!staged.revoked && (await isLive(staged.ref, staged.attempt))) continue;
          await revokeFolder(join(paths.staging, name));
          removed += 1;
        }
        return removed;
      }),
  };
};

const readText = async (path: string, maxBytes: number): Promise<string> => {
  const { size } = await stat(path);
  if (size <= maxBytes) return await readFile(path, 'utf8');
  throw new AmberError(
    'malformed',
    `The manifest has ${size} bytes; no manifest of Amber has more than ${maxBytes}.`,
  );
};
