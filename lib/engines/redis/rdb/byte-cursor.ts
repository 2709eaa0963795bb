const NOTHING = new Uint8Array(0);

/** A place in the bytes at hand. `base` is where `bytes[0]` stands in the file. */
export class ByteCursor {
  bytes: Uint8Array = NOTHING;
  position = 0;
  end = 0;
  base = 0;

  set(bytes: Uint8Array, position: number, base: number): void {
    this.bytes = bytes;
    this.position = position;
    this.end = bytes.length;
    this.base = base;
  }

  /** Offset in the file of the next byte. */
  get offset(): number {
    return this.base + this.position;
  }
}

/** A copy that outlives the chunk (`slice` of a Buffer would be a view). */
export const copyBytes = (bytes: Uint8Array, start: number, end: number): Uint8Array =>
  new Uint8Array(bytes.subarray(start, end));
