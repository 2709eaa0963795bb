/** Names of fields whose values no log may hold, in JSON text. */
const SECRET_FIELD =
  /("[\w-]*(?:password|passwd|secret|token|cookie|authorization|private_?key|client_?key|secret_?key|dek)[\w-]*"\s*:\s*)("(?:[^"\\]|\\.)*"|\{[^{}]*\}|\[[^[\]]*\])/gi;
/** Passwords in addresses: `redis://user:secret@host`. */
const SECRET_IN_URL = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@"\\]*):[^\s/@"\\]+@/gi;
/** PEM private keys, with real or escaped line breaks. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g;
const AGE_IDENTITY = /\bAGE-SECRET-KEY-1[A-Z0-9]+/gi;

const exact = new Set<string>();

/** Has this process's own secrets (the secret key, the database's password) taken out wherever they stand. */
export const neverLog = (secret: string): void => {
  if (secret.length >= 8) exact.add(secret);
};

/** Text without what looks like a secret, and without the secrets named to `neverLog`. */
export const scrubbed = (text: string): string => {
  let clean = text
    .replace(SECRET_FIELD, '$1"[hidden]"')
    .replace(SECRET_IN_URL, '$1:[hidden]@')
    .replace(PRIVATE_KEY, '[hidden private key]')
    .replace(AGE_IDENTITY, '[hidden identity]');
  for (const secret of exact) clean = clean.replaceAll(secret, '[hidden]');
  return clean;
};
