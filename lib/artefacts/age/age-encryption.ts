import { randomBytes } from 'node:crypto';
import { AmberError } from '#lib/domain/errors';
import { CHUNK_BYTES, NONCE_BYTES, payloadKey, sealChunk } from './stream-cipher.ts';

/** The header's own payload, which is empty: a nonce and one sealed chunk of nothing. */
const EMPTY_PAYLOAD_BYTES = 32;

/**
 * The `age-encryption` package wraps a new file key for the recipients; its payload cipher is plain JavaScript at a
 * tenth of the speed, so the payload is ours. A recipient that wraps nothing hears the key.
 */
const createHeader = async (
  recipients: readonly string[],
): Promise<{ header: Uint8Array; fileKey: Uint8Array }> => {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch (cause) {
      throw new AmberError(
        'invalid-input',
        'A recipient must be an age public key, which begins with “age1”.',
        { cause },
      );
    }
  }
  let fileKey: Uint8Array | undefined;
  encrypter.addRecipient({
    wrapFileKey: (key) => {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  const file = await encrypter.encrypt(new Uint8Array(0));
  return { header: file.subarray(0, file.length - EMPTY_PAYLOAD_BYTES), fileKey: fileKey! };
};

/** Encrypts what is pushed; `emit` gets the bytes of an age file, its header at once. */
export class AgeEncryption {
  readonly #key: Buffer;
  readonly #emit: (chunk: Uint8Array) => void;
  readonly #held = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #used = 0;
  #index = 0;

  constructor(header: Uint8Array, fileKey: Uint8Array, emit: (chunk: Uint8Array) => void) {
    const nonce = randomBytes(NONCE_BYTES);
    this.#key = payloadKey(fileKey, nonce);
    this.#emit = emit;
    emit(Buffer.concat([header, nonce]));
  }

  push(chunk: Uint8Array): void {
    const sealed: Buffer[] = [];
    let from = 0;
    while (from < chunk.length) {
      // Only more bytes show that a full chunk is not the last.
      if (this.#used === CHUNK_BYTES) {
        sealed.push(...sealChunk(this.#key, this.#index++, false, this.#held));
        this.#used = 0;
      }
      if (this.#used === 0 && chunk.length - from > CHUNK_BYTES) {
        sealed.push(...sealChunk(this.#key, this.#index++, false, chunk.subarray(from, from + CHUNK_BYTES)));
        from += CHUNK_BYTES;
        continue;
      }
      const length = Math.min(CHUNK_BYTES - this.#used, chunk.length - from);
      this.#held.set(chunk.subarray(from, from + length), this.#used);
      this.#used += length;
      from += length;
    }
    if (sealed.length > 0) this.#emit(Buffer.concat(sealed));
  }

  end(): void {
    this.#emit(Buffer.concat(sealChunk(this.#key, this.#index, true, this.#held.subarray(0, this.#used))));
  }
}

/** Throws `invalid-input` for a recipient that is none. */
export const encryptToAge = async (
  recipients: readonly string[],
  emit: (chunk: Uint8Array) => void,
): Promise<AgeEncryption> => {
  const { header, fileKey } = await createHeader(recipients);
  return new AgeEncryption(header, fileKey, emit);
};
