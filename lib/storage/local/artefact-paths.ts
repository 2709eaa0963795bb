import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import { ID_PATTERN } from '#lib/domain/ids';
import type { ArtefactRef } from '#lib/domain/ports/storage';

/** Files that an artefact may have; nothing else is ever opened, so no name leaves the folder. */
const FILE_PATTERN = /^(data\.(rdb|graphson)\.zst(\.age)?|manifest\.json)$/;
const STAGED = /^(dst_[a-z2-9]+)\.(bkp_[a-z2-9]+)\.(\d{1,9})$/;
const REVOKED = '.revoked-';

const requireId = (id: string, prefix: 'dst' | 'bkp'): string => {
  if (ID_PATTERN.test(id) && id.startsWith(`${prefix}_`)) return id;
  throw new AmberError('invalid-input', 'An id of a backup or of a data store is not one of Amber’s.');
};

/** Where things lie under a storage's root. Ids and names are checked, so that no path leaves it. */
export const artefactPaths = (root: string) => ({
  artefacts: join(root, 'artefacts'),
  staging: join(root, 'staging'),
  store: (ref: ArtefactRef) => join(root, 'artefacts', requireId(ref.dataStoreId, 'dst')),
  artefact: (ref: ArtefactRef) =>
    join(root, 'artefacts', requireId(ref.dataStoreId, 'dst'), requireId(ref.backupId, 'bkp')),
  staged: (ref: ArtefactRef, attempt: number) =>
    join(
      root,
      'staging',
      `${requireId(ref.dataStoreId, 'dst')}.${requireId(ref.backupId, 'bkp')}.${requireAttempt(attempt)}`,
    ),
});
export type ArtefactPaths = ReturnType<typeof artefactPaths>;

const requireAttempt = (attempt: number): number => {
  if (Number.isSafeInteger(attempt) && attempt >= 0 && attempt < 1e9) return attempt;
  throw new AmberError('invalid-input', 'The number of an attempt is not a whole number.');
};

export const requireFileName = (file: string): string => {
  if (FILE_PATTERN.test(file)) return file;
  throw new AmberError('invalid-input', 'The name of an artefact’s file is not one of Amber’s.');
};

/** What a name in `staging` stands for; null: not ours. */
export const parseStagedName = (
  name: string,
): { ref: ArtefactRef; attempt: number; revoked: boolean } | null => {
  const [staged = '', ...rest] = name.split(REVOKED);
  const match = STAGED.exec(staged);
  if (match === null || !ID_PATTERN.test(match[1]!) || !ID_PATTERN.test(match[2]!)) return null;
  const ref = { dataStoreId: match[1], backupId: match[2] } as ArtefactRef;
  return { ref, attempt: Number(match[3]), revoked: rest.length > 0 };
};

export const revokedName = (path: string, random: string): string => `${path}${REVOKED}${random}`;
