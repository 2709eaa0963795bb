import { Buffer } from 'node:buffer';
import { type ByteCursor, copyBytes } from './byte-cursor.ts';
import { ENCODING, malformed, readStringHeader, SHORT, type StringHeader } from './length-decoding.ts';
import { StringReader } from './string-reader.ts';

const MOST_STRING = 512 * 1024 * 1024;
/** Redis up to 6 kept whole scripts in aux fields: longer values are stepped over. */
const LONG = 64 * 1024;
/** What is kept of a long value. */
const KEPT = 1000;

/** Reads the value of an aux field; of a long one only the beginning is held, of a long compressed one nothing. */
export class AuxValue {
  readonly #string = new StringReader(MOST_STRING, 'an aux field');
  readonly #header: StringHeader = { encoding: ENCODING.plain, plainBytes: 0 };
  #begun = false;
  /** Bytes of a long value still to come; -1: it is none. */
  #left = -1;
  #beginning: Buffer = Buffer.alloc(0);

  /** True when the value is there; false when the bytes ran out: call again with more. */
  read(cursor: ByteCursor, whole: boolean): boolean {
    if (!this.#begun && !this.#begin(cursor, whole)) return false;
    const done = this.#left < 0 ? this.#string.read(cursor) : this.#pass(cursor);
    this.#begun = !done;
    return done;
  }

  plain(): Uint8Array {
    return this.#left < 0 ? this.#string.plain() : this.#beginning;
  }

  text(): string {
    return this.#left < 0 ? this.#string.text() : this.#beginning.toString();
  }

  /** Looks at the length; leaves the cursor before it where the whole string is to be read. */
  #begin(cursor: ByteCursor, whole: boolean): boolean {
    const from = cursor.position;
    const length = readStringHeader(cursor, this.#header);
    if (length === SHORT) return false;
    const plainBytes = Math.max(length, this.#header.plainBytes);
    if (plainBytes > MOST_STRING) throw malformed(cursor, `an aux field of ${plainBytes} bytes`, from);
    this.#begun = true;
    this.#left = -1;
    if (whole || plainBytes <= LONG) {
      cursor.position = from;
      return true;
    }
    this.#left = length;
    this.#beginning = Buffer.alloc(0);
    return true;
  }

  #pass(cursor: ByteCursor): boolean {
    const take = Math.min(this.#left, cursor.end - cursor.position);
    const room = this.#header.encoding === ENCODING.plain ? KEPT - this.#beginning.length : 0;
    const kept = Math.min(take, room);
    if (kept > 0) {
      const more = copyBytes(cursor.bytes, cursor.position, cursor.position + kept);
      this.#beginning = Buffer.concat([this.#beginning, more]);
    }
    cursor.position += take;
    this.#left -= take;
    return this.#left === 0;
  }
}
