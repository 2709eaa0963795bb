import { AmberError } from '#lib/domain/errors';
import { type Actor, may, type Permission } from '#lib/domain/roles';

const NEEDED: Record<'user' | 'owner', string> = { user: 'a User or an Owner', owner: 'an Owner' };

/** Every use case begins with this: no boundary is trusted to have asked. */
export const authorise: (actor: Actor | null, permission: Permission) => asserts actor is Actor = (
  actor,
  permission,
) => {
  if (actor === null) throw new AmberError('unauthenticated', 'Sign in first');
  if (!may(actor.role, permission)) {
    const needed = may('user', permission) ? NEEDED.user : NEEDED.owner;
    throw new AmberError('forbidden', `Your role does not allow this. Ask ${needed} of this console.`);
  }
};
