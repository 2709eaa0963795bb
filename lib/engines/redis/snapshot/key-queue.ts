const SHORT = 48;

/** The keys of one SCAN reply, one behind the other. */
export class KeyPage {
  bytes = Buffer.allocUnsafeSlow(32 * 1024);
  ends = new Uint32Array(1024);
  count = 0;
  length = 0;

  add(chunk: Buffer, start: number, end: number): void {
    const size = end - start;
    if (this.length + size > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.length + size));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    if (this.count === this.ends.length) {
      const more = new Uint32Array(2 * this.count);
      more.set(this.ends);
      this.ends = more;
    }
    if (size < SHORT) for (let i = 0; i < size; i += 1) this.bytes[this.length + i] = chunk[start + i]!;
    else chunk.copy(this.bytes, this.length, start, end);
    this.length += size;
    this.ends[this.count] = this.length;
    this.count += 1;
  }
}

/** One end of the queue: `bytes[start, end)` is the key it stands at after `next`. */
export class KeyCursor {
  page: KeyPage | null = null;
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  #index = 0;

  /** Steps to the next key; false when the page holds no more. */
  next(): boolean {
    const page = this.page;
    if (page === null || this.#index === page.count) return false;
    this.bytes = page.bytes;
    this.start = this.#index === 0 ? 0 : page.ends[this.#index - 1]!;
    this.end = page.ends[this.#index]!;
    this.#index += 1;
    return true;
  }

  enter(page: KeyPage): void {
    this.page = page;
    this.#index = 0;
  }
}

/** Keys that SCAN has given, in order: first they are asked for, then their answers come. */
export class KeyQueue {
  /** The key asked for last, and the key whose answer is at hand. */
  readonly asked = new KeyCursor();
  readonly answered = new KeyCursor();
  readonly #toAsk: KeyPage[] = [];
  readonly #toAnswer: KeyPage[] = [];
  unasked = 0;
  outstanding = 0;

  push(page: KeyPage): void {
    if (page.count === 0) return;
    this.#toAsk.push(page);
    this.#toAnswer.push(page);
    this.unasked += page.count;
  }

  ask(): void {
    while (!this.asked.next()) this.asked.enter(this.#toAsk.shift()!);
    this.unasked -= 1;
    this.outstanding += 1;
  }

  answer(): void {
    while (!this.answered.next()) this.answered.enter(this.#toAnswer.shift()!);
    this.outstanding -= 1;
  }
}
