const SHORT = 48;
const PAGE_BYTES = 32 * 1024;
/** A page that grew beyond this is not kept for use again. */
const LARGE_PAGE_BYTES = 256 * 1024;

/** Keys, one behind the other. */
export class KeyPage {
  bytes = Buffer.allocUnsafeSlow(PAGE_BYTES);
  ends = new Uint32Array(1024);
  count = 0;
  length = 0;

  add(source: Buffer, start: number, end: number): void {
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
    if (size < SHORT) for (let i = 0; i < size; i += 1) this.bytes[this.length + i] = source[start + i]!;
    else source.copy(this.bytes, this.length, start, end);
    this.length += size;
    this.ends[this.count] = this.length;
    this.count += 1;
  }

  clear(): void {
    this.count = 0;
    this.length = 0;
  }
}

/** Pages that have been used up serve again: a scan of millions of keys allocates a handful. */
export class PagePool {
  readonly #free: KeyPage[] = [];

  take(): KeyPage {
    return this.#free.pop() ?? new KeyPage();
  }

  give(page: KeyPage): void {
    page.clear();
    if (page.bytes.length <= LARGE_PAGE_BYTES) this.#free.push(page);
  }
}

/** A place in a page: after `next` the key is `bytes[start, end)`. */
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
    this.start = this.end;
    this.end = page.ends[this.#index]!;
    this.#index += 1;
    return true;
  }

  enter(page: KeyPage): void {
    this.page = page;
    this.end = 0;
    this.#index = 0;
  }
}

/** Keys in order: first they are asked for, then their answers come. */
export class KeyQueue {
  /** The key asked for last, and the key whose answer is at hand. */
  readonly asked = new KeyCursor();
  readonly answered = new KeyCursor();
  unasked = 0;
  outstanding = 0;
  readonly #pool: PagePool;
  readonly #toAsk: KeyPage[] = [];
  readonly #toAnswer: KeyPage[] = [];

  constructor(pool: PagePool) {
    this.#pool = pool;
  }

  push(page: KeyPage): void {
    if (page.count === 0) {
      this.#pool.give(page);
      return;
    }
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
    while (!this.answered.next()) {
      const done = this.answered.page;
      this.answered.enter(this.#toAnswer.shift()!);
      if (done === this.asked.page) this.asked.page = null;
      if (done) this.#pool.give(done);
    }
    this.outstanding -= 1;
  }
}
