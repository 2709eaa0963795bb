import { randomUUID } from 'node:crypto';
import type { Role } from '#lib/domain/roles';
import { OWNER, signIn } from '../../setup/owner.ts';
import { cookieOf } from './actions.ts';
import type { Behind } from './shared-console.ts';

export type Account = { id: string; email: string; cookie: string };

/** A person with another role, signed in. The console has no page for that yet: the row is written, as an owner would. */
export const signedInAs = async ({ url, catalogue }: Behind, role: Role): Promise<Account> => {
  const id = randomUUID();
  const email = `${role}-${id.slice(0, 8)}@example.org`;
  await catalogue.rows('INSERT INTO "User" (id, name, email, role) VALUES ($1, $2, $3, $4)', [
    id,
    `A ${role}`,
    email,
    role,
  ]);
  // the same password as the owner's
  await catalogue.rows(
    `INSERT INTO "Account" (id, "accountId", "providerId", "userId", password)
     SELECT $1, $1, 'credential', $1, a.password FROM "Account" a JOIN "User" u ON u.id = a."userId" WHERE u.email = $2`,
    [id, OWNER.email],
  );
  const state = await signIn(url, { email, password: OWNER.password });
  return { id, email, cookie: cookieOf(state) };
};
