import type { Pipeline } from '../pipeline.ts';
import { CollectionPieces } from './collection-pieces.ts';
import { writeCommand } from './piece-commands.ts';
import type { PieceSink } from './piece-sink.ts';
import { Collector } from './segment.ts';

/** Writes a hash some of whose fields expire: each such field gets HPEXPIREAT behind its HSET. */
export class HashPieces implements PieceSink {
  readonly #pairs: CollectionPieces;
  readonly #pipeline: Pipeline;
  readonly #key: Uint8Array;
  readonly #field = new Collector();
  #inField = false;
  #fields = 0;
  #expiring = 0;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(pipeline: Pipeline, key: Uint8Array) {
    this.#pairs = new CollectionPieces(pipeline, 'HSET', key);
    this.#pipeline = pipeline;
    this.#key = key;
  }

  begin(length: number): void {
    this.#inField = !this.#inField;
    if (this.#inField) {
      this.#fields += 1;
      this.#field.begin(length);
    }
    this.#pairs.begin(length);
  }
  piece(chunk: Uint8Array, start: number, end: number): void {
    if (this.#inField) this.#field.piece(chunk, start, end);
    this.#pairs.piece(chunk, start, end);
  }
  end(): void {
    this.#pairs.end();
  }
  fieldExpiry(at: number): void {
    this.#expiring += 1;
    this.#latest = Math.max(this.#latest, at);
    this.#pairs.flush();
    writeCommand(this.#pipeline, ['HPEXPIREAT', this.#key, String(at), 'FIELDS', '1', this.#field.bytes]);
  }
  flush(): void {
    this.#pairs.flush();
  }
  /** Unix milliseconds when the last field so far expires; infinite when one stays. */
  get lastExpiry(): number {
    return this.#expiring === this.#fields ? this.#latest : Number.POSITIVE_INFINITY;
  }
}
