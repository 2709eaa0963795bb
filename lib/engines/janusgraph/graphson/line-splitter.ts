import { AmberError } from '#lib/domain/errors';

/** Longer than any value that a JanusGraph takes over the wire. */
const LONGEST_LINE = 256 * 1024 * 1024;
const NEW_LINE = 10;
const CARRIAGE_RETURN = 13;

/** Cuts bytes into lines, wherever the chunks end. */
export class LineSplitter {
  readonly #onLine: (line: Buffer) => void;
  #pieces: Buffer[] = [];
  #kept = 0;
  /** Bytes of the chunks so far. */
  #read = 0;

  /** @param onLine gets each line without its end; the bytes are good during the call */
  constructor(onLine: (line: Buffer) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#refuseReturns(bytes);
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

  /** White space to JSON, an end of a line to the server that a restore sends the lines to. */
  #refuseReturns(bytes: Buffer): void {
    const at = bytes.indexOf(CARRIAGE_RETURN);
    if (at !== -1) {
      const offset = this.#read + at;
      throw new AmberError('malformed', `A line has an end of another kind in it (at byte ${offset}).`, {
        offset,
      });
    }
    this.#read += bytes.length;
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
