import type { Db } from './client.ts';

/** The id of the local storage that this database's backups lie in; null before the first start is through. */
export const recordedStorageId = async (db: Db): Promise<string | null> =>
  (await db.installation.findUnique({ where: { id: 1 } }))?.storageId ?? null;

/**
 * The id of the local storage; at the first start that of the folder that `prepare` makes a storage. It is asked once
 * only: a later start on an empty folder is a disk that is not mounted, not a new storage.
 */
export const rememberStorageId = async (db: Db, prepare: () => Promise<string>): Promise<string> => {
  const known = await recordedStorageId(db);
  if (known !== null) return known;
  const storageId = await prepare();
  await db.installation.updateMany({ where: { id: 1, storageId: null }, data: { storageId } });
  return (await recordedStorageId(db)) ?? storageId;
};
