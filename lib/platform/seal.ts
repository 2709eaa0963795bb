import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AmberError } from '#lib/domain/errors';
import type { Vault } from '#lib/domain/ports/vault';
import { deriveKey, keyFingerprint, secretKey } from './secret-key.ts';

/**
 * A sealed secret, version 1: envelope encryption with AES-256-GCM twice. Each secret has a data key of its own, which
 * is wrapped by a key derived from the secret key; the id of that key stands in front, so that a changed key can be
 * told from damage and secrets can be wrapped anew without being opened.
 *
 *   1 byte version | 8 bytes key id | 12 nonce, 32 wrapped data key, 16 tag | 12 nonce, n secret, 16 tag
 *
 * Both layers authenticate version, key id and context: a value moved to another row or field does not open.
 */
const VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const WRAPPED_BYTES = NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;

const encrypt = (key: Buffer, plain: Buffer, about: Buffer): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(about);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const decrypt = (key: Buffer, sealed: Buffer, about: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(about).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
};

const unreadable = (why: string): AmberError =>
  new AmberError('internal', `A stored secret cannot be opened: ${why}. Enter it again.`);

/** Seals with the given secret key. */
export const vaultOf = (secret: string): Vault => {
  const keyId = Buffer.from(keyFingerprint(secret), 'hex');
  const wrappingKey = deriveKey(secret, 'seal');
  const header = Buffer.concat([Buffer.of(VERSION), keyId]);
  const about = (layer: string, context: string) =>
    Buffer.concat([header, Buffer.from(`${layer}\0${context}`)]);
  return {
    seal: (text, context) => {
      const dataKey = randomBytes(DATA_KEY_BYTES);
      return Buffer.concat([
        header,
        encrypt(wrappingKey, dataKey, about('key', context)),
        encrypt(dataKey, Buffer.from(text), about('secret', context)),
      ]);
    },
    open: (bytes, context) => {
      const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (sealed.length < HEADER_BYTES + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION)
        throw unreadable('it is damaged');
      const sealedWith = sealed.subarray(1, HEADER_BYTES);
      if (!sealedWith.equals(keyId))
        throw unreadable(
          `it was sealed with another secret key (fingerprint ${sealedWith.toString('hex')}, this one is ${keyId.toString('hex')})`,
        );
      const rest = sealed.subarray(HEADER_BYTES);
      try {
        const dataKey = decrypt(wrappingKey, rest.subarray(0, WRAPPED_BYTES), about('key', context));
        return decrypt(dataKey, rest.subarray(WRAPPED_BYTES), about('secret', context)).toString();
      } catch {
        throw unreadable('it is damaged, or belongs to another row');
      }
    },
  };
};

let own: Vault | undefined;

/** The vault of this installation; reads the secret key at the first use. */
export const vault: Vault = {
  seal: (text, context) => {
    own ??= vaultOf(secretKey());
    return own.seal(text, context);
  },
  open: (sealed, context) => {
    own ??= vaultOf(secretKey());
    return own.open(sealed, context);
  },
};
