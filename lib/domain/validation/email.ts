import * as z from 'zod/mini';
import { hasUnseen } from './text.ts';

const MESSAGE = 'Give an e-mail address such as ada@example.org';
// RFC 5321: 64 before the @, 254 in all. Nothing finer: only a message that arrives proves an address.
const PATTERN = /^[^\s@"<>(),:;[\]\\]{1,64}@(?!-)[^\s@"<>(),:;[\]\\.]+(\.[^\s@"<>(),:;[\]\\.]+)*$/;

/** An e-mail address, given back in lower case: one account an address. */
export const emailInput = z.string(MESSAGE).check(
  z.trim(),
  z.toLowerCase(),
  z.refine((text) => text.length <= 254 && PATTERN.test(text) && !hasUnseen(text), MESSAGE),
);
