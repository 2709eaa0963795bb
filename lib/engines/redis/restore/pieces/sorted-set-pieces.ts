import type { Pipeline } from '../pipeline.ts';
import { CollectionPieces } from './collection-pieces.ts';
import { giveElement, type PieceSink } from './piece-sink.ts';
import { Collector } from './segment.ts';

/** Writes a sorted set with ZADD, which wants the score before the member: one member at a time is held in memory. */
export class SortedSetPieces implements PieceSink {
  readonly #pairs: CollectionPieces;
  readonly #member = new Collector();

  constructor(pipeline: Pipeline, key: Uint8Array) {
    this.#pairs = new CollectionPieces(pipeline, 'ZADD', key);
  }

  begin(length: number): void {
    this.#member.begin(length);
  }
  piece(chunk: Uint8Array, start: number, end: number): void {
    this.#member.piece(chunk, start, end);
  }
  end(): void {}
  score(text: string): void {
    giveElement(this.#pairs, Buffer.from(text, 'latin1'));
    giveElement(this.#pairs, this.#member.bytes);
  }
  flush(): void {
    this.#pairs.flush();
  }
}
