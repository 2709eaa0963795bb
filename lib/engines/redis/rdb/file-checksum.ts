import { AmberError } from '#lib/domain/errors';
import { type ByteCursor, copyBytes } from './byte-cursor.ts';
import { Crc64 } from './crc64.ts';

const CHECKSUM_BYTES = 8;

/** The CRC-64 over a file up to and with its EOF opcode, against the one that stands behind it. */
export class FileChecksum {
  readonly #sum = new Crc64();
  #stored: Uint8Array | null = null;
  #coversTo = Number.POSITIVE_INFINITY;

  /** The bytes from this offset on are not covered. */
  coverTo(offset: number): void {
    this.#coversTo = offset;
  }

  /** Reads the eight bytes in the file; false when they are not all there. */
  readStored(cursor: ByteCursor): boolean {
    if (cursor.position + CHECKSUM_BYTES > cursor.end) return false;
    this.#stored = copyBytes(cursor.bytes, cursor.position, cursor.position + CHECKSUM_BYTES);
    cursor.position += CHECKSUM_BYTES;
    return true;
  }

  /** Adds a chunk that stands at offset `base`; throws `checksum` once the sum is known to be wrong. */
  add(chunk: Uint8Array, base: number): void {
    this.#sum.update(chunk, 0, Math.max(0, Math.min(chunk.length, this.#coversTo - base)));
    if (this.#stored === null || this.verdict === 'absent' || this.#sum.equals(this.#stored)) return;
    throw new AmberError('checksum', 'The checksum at the end of the RDB file does not fit its bytes.', {
      offset: this.#coversTo,
    });
  }

  /** Files without checksum hold eight zeros, or nothing before version 5. */
  get verdict(): 'ok' | 'absent' {
    return this.#stored?.some((byte) => byte !== 0) ? 'ok' : 'absent';
  }
}
