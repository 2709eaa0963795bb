import type { PieceSink } from './piece-sink.ts';
import { ValueFeed } from './value-steps.ts';

/** Looks for an element that is too long for a command's argument. */
class LimitCheck implements PieceSink {
  /** Bytes of the longest element. */
  longest = 0;
  begin(length: number): void {
    if (length > this.longest) this.longest = length;
  }
  piece(): void {}
  end(): void {}
}

/** Longest element of a value that comes in segments. */
export class LongestElement {
  readonly #check = new LimitCheck();
  readonly #feed: ValueFeed;
  constructor(type: number) {
    this.#feed = new ValueFeed(type, this.#check);
  }
  write(chunk: Uint8Array, start: number, end: number): void {
    this.#feed.write(chunk, start, end);
  }
  end(): number {
    this.#feed.end();
    return this.#check.longest;
  }
}
