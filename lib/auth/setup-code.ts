import { timingSafeEqual } from 'node:crypto';
import { type Env, isLoopbackHost } from '#lib/platform/env';
import { derivedKey } from '#lib/platform/secret-key';

/** Letters that nobody confuses (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Whether /setup asks for a code: other machines can reach the page, and the first to do so would be the owner. */
export const asksSetupCode = ({ host }: Pick<Env, 'host'>): boolean => !isLoopbackHost(host);

/** The code that `npm start` prints: made from the secret key, so that every process knows it and nothing keeps it. */
export const setupCode = (): string => {
  const letters = Array.from(derivedKey('setup-code', 10), (byte) => LETTERS[byte & 31]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
};

const plain = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '');

export const isSetupCode = (text: string): boolean => {
  const given = Buffer.from(plain(text));
  const wanted = Buffer.from(plain(setupCode()));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
