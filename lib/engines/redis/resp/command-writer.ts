const BLOCK = 128 * 1024;
/** Below this a loop is faster than a call into native code. */
const SHORT = 48;

/** Blocks kept for use again. */
const SPARE = 8;

/**
 * Encodes many commands into a block. `take` hands the block out; when the socket has it, `recycle` gives it back, so
 * that a long pipeline allocates nothing.
 */
export class CommandWriter {
  readonly #spare: Buffer[] = [];
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK);
  #at = 0;

  /** Bytes written and not taken. */
  get length(): number {
    return this.#at;
  }

  /** Ready-made RESP, such as `commandHead(2, 'DUMP')`. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#copy(bytes, 0, bytes.length);
  }

  /** One argument: `source[start, end)`. */
  argument(source: Uint8Array, start = 0, end = source.length): void {
    this.#reserve(end - start + 24);
    this.bulkHead(end - start);
    this.#copy(source, start, end);
    this.#crlf();
  }

  /** An argument that is a number. */
  number(value: number): void {
    const text = String(value);
    this.#reserve(text.length + 24);
    this.bulkHead(text.length);
    this.#at += this.#block.write(text, this.#at, 'latin1');
    this.#crlf();
  }

  /** `$<length>\r\n`: the bytes and a CRLF must follow. */
  bulkHead(length: number): void {
    this.#reserve(24);
    const block = this.#block;
    block[this.#at] = 36;
    this.#at += 1;
    if (length < 10) {
      block[this.#at] = 48 + length;
      this.#at += 1;
    } else if (length < 100) {
      const tens = (length / 10) | 0;
      block[this.#at] = 48 + tens;
      block[this.#at + 1] = 48 + length - tens * 10;
      this.#at += 2;
    } else this.#at += block.write(String(length), this.#at, 'latin1');
    this.#crlf();
  }

  /** What has been written; it is not touched again before it is recycled. */
  take(): Buffer {
    const taken = this.#block.subarray(0, this.#at);
    this.#block = this.#spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK);
    this.#at = 0;
    return taken;
  }

  recycle(taken: Buffer): void {
    if (taken.byteOffset === 0 && this.#spare.length < SPARE)
      this.#spare.push(Buffer.from(taken.buffer as ArrayBuffer));
  }

  #crlf(): void {
    this.#block[this.#at] = 13;
    this.#block[this.#at + 1] = 10;
    this.#at += 2;
  }

  #copy(source: Uint8Array, start: number, end: number): void {
    const block = this.#block;
    let at = this.#at;
    if (end - start < SHORT) for (let i = start; i < end; i += 1, at += 1) block[at] = source[i]!;
    else {
      block.set(source.subarray(start, end), at);
      at += end - start;
    }
    this.#at = at;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#block.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#at + bytes));
    this.#block.copy(larger, 0, 0, this.#at);
    this.#block = larger;
  }
}

/** The unchanging beginning of a command with `count` arguments in all, of which these are the first. */
export const commandHead = (count: number, ...first: string[]): Buffer =>
  Buffer.from(`*${count}\r\n${first.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
