import type { Pipeline } from '../pipeline.ts';
import { bulkBytes, putBulk, putBulkHead } from '../resp-bytes.ts';
import { writeCommand } from './piece-commands.ts';
import type { PieceSink } from './piece-sink.ts';

const PIECE_BYTES = 4 * 1024 * 1024;
const HEAD = Buffer.from('*4\r\n$8\r\nSETRANGE\r\n', 'latin1');
const LINE_END = Buffer.from('\r\n', 'latin1');

/** Writes a string with SETRANGE, the last byte first: the server makes room once instead of growing it piece by piece. */
export class StringPieces implements PieceSink {
  readonly #pipeline: Pipeline;
  readonly #key: Uint8Array;
  #length = 0;
  #offset = 0;
  /** Bytes still to come of the piece that is being streamed. */
  #left = 0;

  constructor(pipeline: Pipeline, key: Uint8Array) {
    this.#pipeline = pipeline;
    this.#key = key;
  }

  begin(length: number): void {
    this.#length = length;
    // SETRANGE makes no empty string.
    if (length === 0) writeCommand(this.#pipeline, ['SET', this.#key, '']);
    else writeCommand(this.#pipeline, ['SETRANGE', this.#key, String(length - 1), '\0']);
  }

  piece(chunk: Uint8Array, start: number, end: number): void {
    for (let from = start; from < end; ) {
      if (this.#left === 0) this.#head();
      const to = from + Math.min(this.#left, end - from);
      this.#pipeline.append(chunk, from, to);
      this.#left -= to - from;
      this.#offset += to - from;
      from = to;
      if (this.#left === 0) {
        this.#pipeline.append(LINE_END, 0, LINE_END.length);
        this.#pipeline.endCommand();
      }
    }
  }

  end(): void {}

  #head(): void {
    const pipeline = this.#pipeline;
    this.#left = Math.min(PIECE_BYTES, this.#length - this.#offset);
    const offset = Buffer.from(String(this.#offset), 'latin1');
    pipeline.beginCommand();
    pipeline.room(HEAD.length + bulkBytes(this.#key.length) + 2 * bulkBytes(offset.length));
    const { out } = pipeline;
    out.set(HEAD, pipeline.at);
    const at = putBulk(out, putBulk(out, pipeline.at + HEAD.length, this.#key), offset);
    pipeline.at = putBulkHead(out, at, this.#left);
  }
}
