import type { PieceSink } from './pieces/piece-sink.ts';
import { Collector } from './pieces/segment.ts';
import { ValueFeed } from './pieces/value-steps.ts';

const HASH_WITH_EXPIRY = 31;
const SET_WITH_EXPIRY = 32;
/** Dragonfly counts the seconds of members from 1 February 2023 (`kMemberExpiryBase`). */
const BASE_SECONDS = 1_675_209_600;

/** Whether members of values of this type expire by themselves in Dragonfly. */
export const hasMemberExpiry = (type: number): boolean =>
  type === HASH_WITH_EXPIRY || type === SET_WITH_EXPIRY;

/** Behind each pair or member stands its time in decimal, -1 for none. */
class ExpirySink implements PieceSink {
  /** Seconds of the latest; infinite when a member stays. */
  latest = Number.NEGATIVE_INFINITY;
  readonly #width: number;
  readonly #time = new Collector();
  #element = 0;

  constructor(width: number) {
    this.#width = width;
  }
  get #isTime(): boolean {
    return this.#element === this.#width - 1;
  }
  begin(length: number): void {
    if (this.#isTime) this.#time.begin(length);
  }
  piece(chunk: Uint8Array, start: number, end: number): void {
    if (this.#isTime) this.#time.piece(chunk, start, end);
  }
  end(): void {
    if (this.#isTime) {
      const seconds = Number(this.#time.bytes.toString('latin1'));
      this.latest = Math.max(this.latest, seconds < 0 ? Number.POSITIVE_INFINITY : seconds);
    }
    this.#element = (this.#element + 1) % this.#width;
  }
}

/** When the last member of a Dragonfly hash or set expires: Dragonfly refuses a value of which none is left. */
export class LastMemberExpiry {
  readonly #sink: ExpirySink;
  readonly #feed: ValueFeed;

  constructor(type: number) {
    this.#sink = new ExpirySink(type === HASH_WITH_EXPIRY ? 3 : 2);
    this.#feed = new ValueFeed(type, this.#sink);
  }
  write(chunk: Uint8Array, start: number, end: number): void {
    this.#feed.write(chunk, start, end);
  }
  /** Unix milliseconds; infinite when a member stays for ever. */
  end(): number {
    this.#feed.end();
    return (BASE_SECONDS + this.#sink.latest) * 1000;
  }
}
