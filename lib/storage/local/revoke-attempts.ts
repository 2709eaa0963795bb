import { randomBytes } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { type ArtefactPaths, parseStagedName, revokedName } from './artefact-paths.ts';
import { removeFolder } from './remove-folder.ts';
import { errnoOf } from './storage-failure.ts';

/**
 * Takes a folder away from the attempt that writes it, then removes it. The rename comes first: it is atomic, so an
 * attempt that was stopped for an hour and wakes up now finds nothing to publish, and never a half-removed folder.
 */
export const revokeFolder = async (folder: string): Promise<void> => {
  const revoked = revokedName(folder, randomBytes(4).toString('hex'));
  try {
    await rename(folder, revoked);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  await removeFolder(revoked);
};

/** Revokes what earlier attempts at the same backup left; throws `fenced` when a later attempt is there. */
export const revokeEarlierAttempts = async (
  paths: ArtefactPaths,
  ref: ArtefactRef,
  attempt: number,
): Promise<void> => {
  for (const name of await readdir(paths.staging)) {
    const staged = parseStagedName(name);
    if (staged === null || staged.revoked || staged.ref.backupId !== ref.backupId) continue;
    if (staged.attempt > attempt) {
      throw new AmberError('fenced', 'A later attempt has taken over this backup.');
    }
    await revokeFolder(join(paths.staging, name));
  }
};
