import { join } from 'node:path';
import { hasOwner } from '#lib/auth/create-owner';
import { ownerFromEnv } from '#lib/auth/owner-from-env';
import { asksSetupCode, setupCode } from '#lib/auth/setup-code';
import { claimSecretKey } from '#lib/db/claim-secret-key';
import { newDb, newPool } from '#lib/db/client';
import { migrate } from '#lib/db/migrate';
import { rememberStorageId } from '#lib/db/storage-id';
import type { Env } from '#lib/platform/env';
import { prepareLocalStorage } from '#lib/storage/local/id-file';

/** Migrates, checks the key, creates the owner of the environment. Gives the code for /setup where it asks for one. */
export const prepareDatabase = async (settings: Env, url: string): Promise<string | null> => {
  await migrate(url);
  const pool = newPool(url, 2);
  const db = newDb(pool);
  try {
    await claimSecretKey(db);
    await rememberStorageId(db, () => prepareLocalStorage(join(settings.dataDir, 'storage')));
    await ownerFromEnv(db, settings);
    return asksSetupCode(settings) && !(await hasOwner(db)) ? setupCode() : null;
  } finally {
    await db.$disconnect();
    await pool.end();
  }
};
