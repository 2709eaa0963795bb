import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/**
 * The payload of an age v1 file (https://age-encryption.org/v1): STREAM, chunks of 64 KiB in ChaCha20-Poly1305 under
 * HKDF-SHA-256(file key, nonce, "payload"), each with an 11-byte big-endian counter and a byte that marks the last.
 */
export const CHUNK_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
export const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;
export const NONCE_BYTES = 16;

const CIPHER = 'chacha20-poly1305';
const OPTIONS = { authTagLength: TAG_BYTES };

export const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));

const chunkNonce = (index: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  // 2^48 chunks are 16 exabytes: the other five bytes of the counter stay zero.
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
};

export const sealChunk = (key: Buffer, index: number, last: boolean, plain: Uint8Array): Buffer[] => {
  const cipher = createCipheriv(CIPHER, key, chunkNonce(index, last), OPTIONS);
  const sealed = cipher.update(plain);
  cipher.final();
  return [sealed, cipher.getAuthTag()];
};

/** null: the chunk was changed, moved or encrypted under another key. */
export const openChunk = (key: Buffer, index: number, last: boolean, sealed: Uint8Array): Buffer | null => {
  if (sealed.length < TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, chunkNonce(index, last), OPTIONS);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
};
