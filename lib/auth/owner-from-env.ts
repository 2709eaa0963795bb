import type { Db } from '#lib/db/client';
import type { Env } from '#lib/platform/env';
import { createOwner } from './create-owner.ts';

/** Creates the owner of AMBER_OWNER_EMAIL and AMBER_OWNER_PASSWORD at the first start; later they change nothing. */
export const ownerFromEnv = async (db: Db, { owner }: Pick<Env, 'owner'>): Promise<void> => {
  if (!owner) return;
  await createOwner(db, { ...owner, name: owner.email.split('@')[0]! });
};
