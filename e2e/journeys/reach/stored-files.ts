import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

type Ref = { id: string; dataStoreId: string };

const storage = (dataDir: string): string => join(dataDir, 'storage');

/** The folder of a backup's files. */
export const artefactFolder = (dataDir: string, { id, dataStoreId }: Ref): string =>
  join(storage(dataDir), 'artefacts', dataStoreId, id);

export type StoredFiles = {
  names: string[];
  manifest: {
    data: {
      file: string;
      plain: { bytes: number; sha256: string };
      stored: { bytes: number; sha256: string };
    };
  };
  data: { path: string; bytes: number; sha256: string };
};

/** What really lies in the storage folder. */
export const storedFiles = (dataDir: string, backup: Ref & { dataFile: string }): StoredFiles => {
  const folder = artefactFolder(dataDir, backup);
  const path = join(folder, backup.dataFile);
  return {
    names: readdirSync(folder).sort(),
    manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
    data: { path, bytes: statSync(path).size, sha256: sha256Of(readFileSync(path)) },
  };
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** What is left of a backup: its folder, or what an attempt left in the staging area. */
export const filesLeft = (dataDir: string, { id, dataStoreId }: Ref): string[] =>
  [join('artefacts', dataStoreId), 'staging'].flatMap((folder) =>
    namesIn(join(storage(dataDir), folder)).filter((name) => name.includes(id)),
  );

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
