import { AmberError } from '#lib/domain/errors';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Why a file system call failed, in words; `storage-unavailable` where nothing better is known. */
const REASONS: Record<string, string> = {
  EACCES: 'Amber may not read or write there',
  EPERM: 'something there is protected against changes, or belongs to another user',
  EROFS: 'it is mounted read-only',
  EIO: 'the disk reported an input/output error',
  EFBIG: 'the file would be larger than this file system or process allows',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOTDIR: 'a part of the path is not a folder',
  ENOENT: 'it is not there',
  ESTALE: 'the network file system lost it',
};

export const errnoOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Which file or folder below the storage it was, where the system says so. */
const placeWords = (error: unknown, folder: string): string => {
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  const below = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
  return below === '' ? '' : ` (${below})`;
};

/** Any failure of a file system call as an AmberError: `storage-full` or `storage-unavailable`. */
export const storageFailure = (error: unknown, folder: string): AmberError => {
  if (error instanceof AmberError) return error;
  const errno = errnoOf(error) ?? 'unknown error';
  if (FULL.has(errno)) {
    const what = errno === 'EDQUOT' ? 'The disk quota of the storage is used up' : 'The storage is full';
    return new AmberError(
      'storage-full',
      `${what} (${folder}). Delete backups or give it more space, then try again; what was written so far has been removed.`,
      { cause: error },
    );
  }
  const reason = `${REASONS[errno] ?? `the system answered ${errno}`}${placeWords(error, folder)}`;
  return new AmberError('storage-unavailable', `The storage at ${folder} cannot be used: ${reason}.`, {
    cause: error,
  });
};
