import { AmberError } from '#lib/domain/errors';

/** The secret keys (`AGE-SECRET-KEY-1…`) in the text of an identity file as `age-keygen` writes it. */
export const parseIdentities = (text: string): string[] => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const wrong = (message: string) => new AmberError('invalid-input', message);
  if (text.startsWith('age-encryption.org/') || text.startsWith('-----BEGIN AGE')) {
    throw wrong('The identity file is itself encrypted. Decrypt it first, with `age --decrypt`.');
  }
  if (lines.length === 0) throw wrong('The identity file holds no key.');
  if (!lines.every((line) => /^AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]+$/.test(line))) {
    throw wrong(
      'The identity file is none of age: each line must be a comment or begin with AGE-SECRET-KEY-1.',
    );
  }
  return lines;
};
