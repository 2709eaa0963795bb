import type { Pipeline } from '../pipeline.ts';
import { bulkBytes, putBulk, putBulkHead, putBytes, putLineEnd, putNumber } from '../resp-bytes.ts';
import type { PieceSink } from './piece-sink.ts';

/** Elements are gathered into commands of about this many bytes … */
const GATHER_BYTES = 64 * 1024;
/** … and this many elements; longer elements get a command of their own, into which they stream. */
const MOST_ITEMS = 512;
const LONG_ELEMENT = 16 * 1024;

/** Writes the elements of a list, set or hash with RPUSH, SADD or HSET. */
export class CollectionPieces implements PieceSink {
  readonly #pipeline: Pipeline;
  readonly #command: Uint8Array;
  readonly #key: Uint8Array;
  /** Arguments that make one item: 2 for a hash. */
  readonly #width: number;
  readonly #gathered = Buffer.allocUnsafe(GATHER_BYTES + 2 * bulkBytes(LONG_ELEMENT));
  #at = 0;
  /** Whole items gathered, where they end, and arguments gathered of the next one. */
  #items = 0;
  #wholeEnd = 0;
  #half = 0;
  /** Arguments still to come of the command that is being streamed. */
  #streaming = 0;

  constructor(pipeline: Pipeline, command: 'RPUSH' | 'SADD' | 'HSET' | 'ZADD', key: Uint8Array) {
    this.#pipeline = pipeline;
    this.#command = Buffer.from(command, 'latin1');
    this.#key = key;
    this.#width = command === 'HSET' || command === 'ZADD' ? 2 : 1;
  }

  begin(length: number): void {
    if (this.#streaming === 0) {
      if (length <= LONG_ELEMENT) {
        this.#at = putBulkHead(this.#gathered, this.#at, length);
        return;
      }
      this.#stream();
    }
    const { out } = this.#room(bulkBytes(0));
    this.#pipeline.at = putBulkHead(out, this.#pipeline.at, length);
  }

  piece(chunk: Uint8Array, start: number, end: number): void {
    if (this.#streaming > 0) this.#pipeline.append(chunk, start, end);
    else this.#at = putBytes(this.#gathered, this.#at, chunk, start, end);
  }

  end(): void {
    if (this.#streaming > 0) {
      const { out } = this.#room(2);
      this.#pipeline.at = putLineEnd(out, this.#pipeline.at);
      this.#streaming -= 1;
      if (this.#streaming === 0) this.#pipeline.endCommand();
      return;
    }
    this.#at = putLineEnd(this.#gathered, this.#at);
    this.#half += 1;
    if (this.#half < this.#width) return;
    this.#half = 0;
    this.#items += 1;
    this.#wholeEnd = this.#at;
    if (this.#items >= MOST_ITEMS || this.#at >= GATHER_BYTES) this.flush();
  }

  /** Writes the whole items that are gathered; a half one stays. */
  flush(): void {
    if (this.#items > 0) {
      this.#head(this.#items);
      this.#pipeline.append(this.#gathered, 0, this.#wholeEnd);
      this.#pipeline.endCommand();
    }
    this.#gathered.copyWithin(0, this.#wholeEnd, this.#at);
    this.#at -= this.#wholeEnd;
    this.#wholeEnd = 0;
    this.#items = 0;
  }

  /** Begins a command for one item, with what is gathered of it already. */
  #stream(): void {
    this.flush();
    this.#head(1);
    this.#pipeline.append(this.#gathered, 0, this.#at);
    this.#streaming = this.#width - this.#half;
    this.#half = 0;
    this.#at = 0;
  }

  #head(items: number): void {
    this.#pipeline.beginCommand();
    const { out } = this.#room(2 * bulkBytes(0) + bulkBytes(this.#command.length + this.#key.length));
    let { at } = this.#pipeline;
    out[at] = 0x2a;
    at = putLineEnd(out, putNumber(out, at + 1, 2 + items * this.#width));
    this.#pipeline.at = putBulk(out, putBulk(out, at, this.#command), this.#key);
  }

  #room(bytes: number): Pipeline {
    this.#pipeline.room(bytes);
    return this.#pipeline;
  }
}
