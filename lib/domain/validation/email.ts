import * as z from 'zod/mini';

const MESSAGE = 'Give an e-mail address such as ada@example.org';

/**
 * An e-mail address, given back in lower case: one account an address. The pattern is the one that better-auth's
 * sign-in checks: an account with an address outside it could never sign in. RFC 5321 allows 254 characters in all,
 * 64 of them before the @.
 */
export const emailInput = z
  .string(MESSAGE)
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(z.regexes.email, MESSAGE),
    z.regex(/^.{1,64}@/, MESSAGE),
    z.maxLength(254, MESSAGE),
  );
