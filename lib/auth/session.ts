import { db } from '#lib/db/client';
import { type Actor, ROLES, type Role } from '#lib/domain/roles';
import { auth } from './auth.ts';

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** Who sent these headers; null for nobody, also when the person was switched off a moment ago. */
export const actorOf = async (headers: Headers): Promise<Actor | null> => {
  const found = await auth().api.getSession({ headers });
  if (!found) return null;
  const user = await db().user.findUnique({ where: { id: found.user.id } });
  if (!user || user.disabledAt || !isRole(user.role)) return null;
  return { userId: user.id, name: user.name, email: user.email, role: user.role };
};
