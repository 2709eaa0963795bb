import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from './env.ts';
import { neverLog } from './scrub.ts';
import { SettingsError } from './start-error.ts';

const keyFile = (dataDir: string): string => join(/* turbopackIgnore: true */ dataDir, 'secret-key');

const readKeyFile = (dataDir: string): string | null => {
  try {
    return readFileSync(/* turbopackIgnore: true */ keyFile(dataDir), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

let known: string | undefined;

const keep = (key: string): string => {
  neverLog(key);
  known = key;
  return key;
};

/** AMBER_SECRET_KEY, or the one in the data folder. Throws SettingsError when there is neither. */
export const secretKey = (): string => {
  if (known) return known;
  const key = env().secretKey ?? readKeyFile(env().dataDir);
  if (!key)
    throw new SettingsError(
      `The secret key is missing: it was in ${keyFile(env().dataDir)}. Put that file back, or set AMBER_SECRET_KEY to what it held; without it the stored passwords cannot be opened.`,
    );
  if (key.length < 32)
    throw new SettingsError(`${keyFile(env().dataDir)} is damaged: a key has at least 32 characters.`);
  return keep(key);
};

/** For the first start on an embedded database: makes the key where there is none. */
export const ensureSecretKey = (): string => {
  const { secretKey: given, dataDir } = env();
  if (given || readKeyFile(dataDir) !== null) return secretKey();
  mkdirSync(dataDir, { recursive: true });
  const made = randomBytes(32).toString('base64url');
  // wx: of two processes that start at once, one writes; the other reads what that one wrote
  try {
    writeFileSync(keyFile(dataDir), `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return secretKey();
  }
  return keep(made);
};

/** A key for one purpose, by HKDF-SHA-256 (RFC 5869): what one purpose leaks tells nothing of the others. */
export const deriveKey = (secret: string, purpose: string, bytes = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'amber', purpose, bytes));

/** `deriveKey` from this installation's secret key. Purposes are words such as `manifest-mac`. */
export const derivedKey = (purpose: string, bytes = 32): Buffer => deriveKey(secretKey(), purpose, bytes);

/** Names a secret key without telling anything of it: 16 hexadecimal letters. */
export const keyFingerprint = (secret: string = secretKey()): string =>
  createHash('sha256').update(deriveKey(secret, 'fingerprint')).digest('hex').slice(0, 16);
