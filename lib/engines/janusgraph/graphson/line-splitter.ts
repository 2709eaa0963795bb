import { AmberError } from '#lib/domain/errors';

/** Longer than any value that a JanusGraph takes over the wire. */
const LONGEST_LINE = 256 * 1024 * 1024;
const NEW_LINE = 10;

/** Cuts bytes into lines, wherever the chunks end. */
export class LineSplitter {
  readonly #onLine: (line: Buffer) => void;
  #pieces: Buffer[] = [];
  #kept = 0;

  /** @param onLine gets each line without its end; the bytes are good during the call */
  constructor(onLine: (line: Buffer) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(NEW_LINE); end !== -1; end = bytes.indexOf(NEW_LINE, start)) {
      const line = bytes.subarray(start, end);
      start = end + 1;
      this.#onLine(this.#kept === 0 ? line : this.#join(line));
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** Bytes after the last end of a line. */
  get rest(): number {
    return this.#kept;
  }

  #keep(piece: Buffer): void {
    this.#kept += piece.length;
    if (this.#kept > LONGEST_LINE) {
      throw new AmberError('malformed', 'A line of the artefact is longer than 256 MB.');
    }
    // the chunk is its giver's
    this.#pieces.push(Buffer.from(piece));
  }

  #join(last: Buffer): Buffer {
    const line = Buffer.concat([...this.#pieces, last], this.#kept + last.length);
    this.#pieces = [];
    this.#kept = 0;
    return line;
  }
}
