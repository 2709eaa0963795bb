import { Crc64 } from '../rdb/crc64.ts';

const CHECKSUM_BYTES = 8;

/** Proves DUMP payloads by the checksum at their end, whole or in pieces. */
export class PayloadCheck {
  readonly #crc = new Crc64();
  readonly #reckoned = new Uint8Array(CHECKSUM_BYTES);
  readonly #sent = new Uint8Array(CHECKSUM_BYTES);
  #left = 0;

  /** The payload `chunk[start, end)`. */
  isWhole(chunk: Uint8Array, start: number, end: number): boolean {
    this.begin(end - start);
    this.add(chunk, start, end);
    return this.isRight();
  }

  begin(length: number): void {
    this.#crc.reset();
    this.#left = length;
  }

  add(chunk: Uint8Array, start: number, end: number): void {
    const covered = Math.max(0, Math.min(end - start, this.#left - CHECKSUM_BYTES));
    if (covered > 0) this.#crc.update(chunk, start, start + covered);
    this.#left -= covered;
    for (let at = start + covered; at < end; at += 1) {
      this.#sent[CHECKSUM_BYTES - this.#left] = chunk[at]!;
      this.#left -= 1;
    }
  }

  isRight(): boolean {
    this.#crc.writeTo(this.#reckoned, 0);
    for (let i = 0; i < CHECKSUM_BYTES; i += 1) if (this.#reckoned[i] !== this.#sent[i]) return false;
    return this.#left === 0;
  }
}
