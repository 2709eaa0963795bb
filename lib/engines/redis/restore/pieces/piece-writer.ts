import { randomBytes } from 'node:crypto';
import { typeWord } from '#lib/engines/redis/rdb/rdb-types';
import type { Pipeline } from '../pipeline.ts';
import { CollectionPieces } from './collection-pieces.ts';
import { HashPieces } from './hash-pieces.ts';
import { writeCommand } from './piece-commands.ts';
import type { PieceSink } from './piece-sink.ts';
import { SortedSetPieces } from './sorted-set-pieces.ts';
import { StringPieces } from './string-pieces.ts';
import { ValueFeed } from './value-steps.ts';

type FlushingSink = PieceSink & { flush?(): void; readonly lastExpiry?: number };

const sinkFor = (pipeline: Pipeline, type: number, key: Uint8Array): FlushingSink => {
  switch (type) {
    case 0:
      return new StringPieces(pipeline, key);
    case 2:
      return new CollectionPieces(pipeline, 'SADD', key);
    case 3:
    case 5:
      return new SortedSetPieces(pipeline, key);
    case 4:
      return new CollectionPieces(pipeline, 'HSET', key);
    case 22:
    case 24:
      return new HashPieces(pipeline, key);
    default:
      return new CollectionPieces(pipeline, 'RPUSH', key);
  }
};

export type PieceWriterKey = {
  key: Uint8Array;
  type: number;
  expireAt: number | null;
  /** Told when the key cannot be renamed since its last field has expired (Unix milliseconds); true: so it is. */
  membersExpired(last: number): boolean;
};

const GONE = /no such key/i;

/**
 * Writes one value with the commands of its type under a name of its own, and gives it its key at the end: whoever reads
 * the key meanwhile sees no half of it.
 */
export class PieceWriter {
  readonly #pipeline: Pipeline;
  readonly #target: PieceWriterKey;
  readonly #temporary: Uint8Array;
  readonly #sink: FlushingSink;
  readonly #feed: ValueFeed;

  constructor(pipeline: Pipeline, target: PieceWriterKey) {
    this.#pipeline = pipeline;
    this.#target = target;
    this.#temporary = Buffer.from(`amber:restore:${randomBytes(8).toString('hex')}`, 'latin1');
    this.#sink = sinkFor(pipeline, target.type, this.#temporary);
    this.#feed = new ValueFeed(target.type, this.#sink);
    const label = { key: target.key, type: typeWord(target.type) ?? `type ${target.type}` };
    pipeline.beginLong(label, (words) => GONE.test(words) && target.membersExpired(this.#lastExpiry));
  }

  write(chunk: Uint8Array, start: number, end: number): void {
    this.#feed.write(chunk, start, end);
  }

  /** A hash goes with its last field: there may be nothing left to rename. */
  get #lastExpiry(): number {
    return this.#sink.lastExpiry ?? Number.POSITIVE_INFINITY;
  }

  end(): void {
    const { key, expireAt } = this.#target;
    this.#feed.end();
    this.#sink.flush?.();
    writeCommand(this.#pipeline, ['RENAME', this.#temporary, key]);
    if (expireAt !== null) writeCommand(this.#pipeline, ['PEXPIREAT', key, String(expireAt)]);
    this.#pipeline.countKey();
    this.#pipeline.endLong();
  }
}
