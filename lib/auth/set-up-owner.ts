import { z } from 'zod';
import { db } from '#lib/db/client';
import { AmberError } from '#lib/domain/errors';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { emailInput } from '#lib/domain/validation/email';
import { personNameInput } from '#lib/domain/validation/name';
import { passwordInput } from '#lib/domain/validation/password';
import { env } from '#lib/platform/env';
import { beginAttempt, clearAttempts, tooManySentence } from './attempts.ts';
import { auth } from './auth.ts';
import { createOwner } from './create-owner.ts';
import { asksSetupCode, isSetupCode } from './setup-code.ts';

const input = z.object({
  name: personNameInput,
  email: emailInput,
  password: passwordInput,
  setupCode: z.string().max(64).optional(),
});

const checkSetupCode = async (code: string | undefined): Promise<void> => {
  if (!asksSetupCode(env())) return;
  const seconds = await beginAttempt(db(), 'setup-code');
  if (seconds > 0) throw new AmberError('too-many-requests', tooManySentence(seconds));
  if (!isSetupCode(code ?? '')) {
    const words = 'This is not the code that npm start printed';
    throw new AmberError('invalid-input', words, { fields: { setupCode: words } });
  }
  await clearAttempts(db(), 'setup-code');
};

/**
 * What the form of /setup sends: creates the owner and signs them in (`headers` are those of the request; the cookie
 * goes out with the server action). Throws `invalid-input` by field, `conflict` when there is an account already,
 * `too-many-requests` after wrong codes.
 */
export const setUpOwner = async (request: unknown, headers: Headers): Promise<void> => {
  const { setupCode, ...owner } = parseRequest(input, request);
  await checkSetupCode(setupCode);
  if ((await createOwner(db(), owner)) === 'exists')
    throw new AmberError('conflict', 'Amber has an owner already. Sign in instead.');
  await auth().api.signInEmail({ body: { email: owner.email, password: owner.password }, headers });
};
