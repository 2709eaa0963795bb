import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import { errnoOf, storageFailure } from './storage-failure.ts';
import { syncFolder } from './sync-folder.ts';

/** Tells a storage from an empty mount point or someone else's folder. */
const ID_FILE = 'amber-storage.json';
const ID = /^[0-9a-f]{32}$/;
/** What a fresh file system may hold already. */
const IGNORED = new Set(['lost+found']);

/** The id that the folder carries; null when it carries none. */
const readId = async (root: string): Promise<string | null> => {
  const path = join(root, ID_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null;
    throw storageFailure(error, root);
  });
  if (text === null) return null;
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    if (typeof id === 'string' && ID.test(id)) return id;
  } catch {
    // Answered below, as for any other content.
  }
  throw new AmberError('storage-unavailable', `${path} is not an id file of Amber. Put back the one it had.`);
};

/** Throws `storage-unavailable` unless the folder is the storage with this id: another one is never written to. */
export const requireStorage = async (root: string, id: string): Promise<void> => {
  const found = await readId(root);
  if (found === id) return;
  throw new AmberError(
    'storage-unavailable',
    found === null
      ? `The storage is not at ${root}: its id file ${ID_FILE} is missing. Mount the disk or put the folder back.`
      : `The folder ${root} is another storage than the one this console uses: its id differs. Mount the right disk.`,
  );
};

/**
 * Makes a new or empty folder a storage and gives its id; a folder that is one already keeps its id. A folder with
 * other files in it is refused with `storage-unavailable`.
 */
export const prepareLocalStorage = async (root: string): Promise<string> => {
  const existing = await readId(root);
  if (existing !== null) return existing;
  try {
    await mkdir(root, { recursive: true, mode: 0o750 });
    const names = (await readdir(root)).filter(
      (name) => !IGNORED.has(name) && !name.startsWith(`.${ID_FILE}`),
    );
    if (names.length > 0 && !names.includes(ID_FILE)) throw foreignFolder(root);
    await placeIdFile(root);
  } catch (error) {
    throw storageFailure(error, root);
  }
  return (await readId(root))!;
};

const foreignFolder = (root: string): AmberError =>
  new AmberError(
    'storage-unavailable',
    `The folder ${root} holds other files and no ${ID_FILE}. Give Amber an empty folder of its own.`,
  );

/** Several processes may start at once: the link is made by one, complete, and the others find it. */
const placeIdFile = async (root: string): Promise<void> => {
  const temporary = join(root, `.${ID_FILE}.${randomBytes(6).toString('hex')}`);
  try {
    const content = { id: randomBytes(16).toString('hex'), createdAt: new Date().toISOString() };
    await writeFile(temporary, `${JSON.stringify(content)}\n`, { flag: 'wx', mode: 0o640, flush: true });
    await link(temporary, join(root, ID_FILE)).catch((error: unknown) => {
      if (errnoOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(root);
};
