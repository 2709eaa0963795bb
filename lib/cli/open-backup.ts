import { readFile } from 'node:fs/promises';
import { loadIdentities, type OpenedBackup, openBackup } from '#lib/composition/cli';
import { AmberError } from '#lib/domain/errors';

/** Opens PATH with the keys of `--identity`. Throws `invalid-input` when one of the two cannot be read. */
export const openBackupAt = async (path: string, identity: string | null): Promise<OpenedBackup> => {
  return await openBackup(path, identity === null ? [] : await readIdentities(identity));
};

const readIdentities = async (file: string): Promise<string[]> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AmberError('invalid-input', `The identity file ${file} cannot be read.`, { cause });
  });
  return await loadIdentities(text);
};
