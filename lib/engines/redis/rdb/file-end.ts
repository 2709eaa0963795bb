import { AmberError } from '#lib/domain/errors';
import { type ByteCursor, copyBytes } from './byte-cursor.ts';
import { Crc64 } from './crc64.ts';
import { malformed } from './length-decoding.ts';

const CHECKSUM_BYTES = 8;

/** Dragonfly writes whole blocks: its files go on with whatever stood in memory behind the (absent) checksum. */
const DRAGONFLY_BLOCK = 4096;

/** What stands behind the EOF opcode: the CRC-64 over the file up to there, and nothing more. */
export class FileEnd {
  readonly #sum = new Crc64();
  #stored: Uint8Array | null = null;
  #coversTo = Number.POSITIVE_INFINITY;
  /** Bytes behind the end so far. */
  #padding = 0;

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

  /** Reads what follows; throws `malformed` when something does that may not. */
  readPadding(cursor: ByteCursor, isDragonfly: boolean): void {
    const rest = cursor.end - cursor.position;
    if (rest === 0) return;
    this.#padding += rest;
    const isUsual = isDragonfly && this.verdict === 'absent' && this.#padding < DRAGONFLY_BLOCK;
    if (!isUsual) throw malformed(cursor, 'bytes after the end mark');
    cursor.position = cursor.end;
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
