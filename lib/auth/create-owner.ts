import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Db } from '#lib/db/client';

export type NewOwner = { name: string; email: string; password: string };

/** Any number, as long as nobody else uses it on this database. */
const LOCK = 4_150_617_203;

export const hasOwner = async (db: Db): Promise<boolean> => (await db.user.count({ take: 1 })) > 0;

/**
 * Creates the first account, an owner, while there is none at all. Of two that ask at the same time one gets it.
 * The input has been checked.
 */
export const createOwner = async (db: Db, owner: NewOwner): Promise<'created' | 'exists'> => {
  if (await hasOwner(db)) return 'exists';
  const password = await hashPassword(owner.password);
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
    if ((await tx.user.count({ take: 1 })) > 0) return 'exists';
    const id = randomUUID();
    await tx.user.create({
      data: {
        id,
        name: owner.name,
        email: owner.email,
        role: 'owner',
        // as better-auth writes it when a person signs up with e-mail and password
        accounts: { create: { id: randomUUID(), accountId: id, providerId: 'credential', password } },
      },
    });
    return 'created';
  });
};
