import { join } from 'node:path';
import { createArtefacts } from '#lib/artefacts/create-artefacts';
import { db } from '#lib/db/client';
import { recordedStorageId } from '#lib/db/storage-id';
import { AmberError } from '#lib/domain/errors';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import { env } from '#lib/platform/env';
import { derivedKey, keyFingerprint } from '#lib/platform/secret-key';
import { createLocalStorage } from '#lib/storage/local/local-storage';

/** The folder of the local storage. */
const storageFolder = (): string => join(/* turbopackIgnore: true */ env().dataDir, 'storage');

let opened: Promise<Artefacts> | undefined;

/** The artefacts of this console's storage. Throws `storage-unavailable` before the first start was through. */
export const openArtefacts = (): Promise<Artefacts> => {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
};

const open = async (): Promise<Artefacts> => {
  const id = await recordedStorageId(db());
  if (id === null) throw new AmberError('storage-unavailable', 'It is not known yet which storage to use.');
  return createArtefacts({
    storage: createLocalStorage({ root: storageFolder(), id }),
    keys: { current: { id: keyFingerprint(), key: derivedKey('manifest') }, find: () => null },
  });
};
