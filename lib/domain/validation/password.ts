import * as z from 'zod/mini';

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

/** Password of an account, never changed or trimmed. Lengths are UTF-16 units, as better-auth counts them. */
export const passwordInput = z
  .string('Choose a password')
  .check(
    z.minLength(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters`),
    z.maxLength(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters`),
  );
