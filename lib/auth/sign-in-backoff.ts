import { APIError, createAuthMiddleware } from 'better-auth/api';
import { db } from '#lib/db/client';
import { beginAttempt, clearAttempts, tooManySentence } from './attempts.ts';

const SIGN_IN = '/sign-in/email';

const subjectOf = (body: unknown): string | null => {
  const email = (body as { email?: unknown } | undefined)?.email;
  return typeof email === 'string' ? `account:${email.trim().toLowerCase()}` : null;
};

/** Before a sign-in: a wait that grows with the failures of this account, from whatever address they came. */
export const delaySignIn = createAuthMiddleware(async (context) => {
  const subject = context.path === SIGN_IN ? subjectOf(context.body) : null;
  if (!subject) return;
  const seconds = await beginAttempt(db(), subject);
  if (seconds === 0) return;
  throw new APIError(
    'TOO_MANY_REQUESTS',
    { code: 'TOO_MANY_ATTEMPTS', message: tooManySentence(seconds) },
    { 'Retry-After': String(seconds) },
  );
});

/** After a sign-in that made a session. */
export const forgiveSignIn = createAuthMiddleware(async (context) => {
  const subject = context.path === SIGN_IN ? subjectOf(context.body) : null;
  if (subject && context.context.newSession) await clearAttempts(db(), subject);
});
