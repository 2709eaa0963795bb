import type { AmberError } from '#lib/domain/errors';
import type { ReplyReceiver } from '../connection/redis-connection.ts';
import { RespError } from '../resp/resp-error.ts';
import type { KeyPage, PagePool } from './key-queue.ts';
import type { SeenKeys } from './seen-keys.ts';

export type ScanEvents = {
  /** The new keys of a page; `cursor` is null after the last one. */
  page(page: KeyPage, cursor: string | null): void;
  refused(text: string): void;
  fail(error: AmberError): void;
};

/** A hundred times what is asked for: a page is held in memory. */
const MOST_KEYS = 100_000;
const MOST_KEY_BYTES = 128 * 1024 * 1024;
/** Pages in a row without a new key: a table of 2^32 places, and nothing in it. */
const MOST_EMPTY_PAGES = 4_300_000;

const unexpected = (): never => {
  throw new RespError('an answer to SCAN that is none');
};

/** Reads the replies of SCAN: a cursor and a list of keys, of which those not seen before are kept. */
export class ScanReceiver implements ReplyReceiver {
  readonly #seen: SeenKeys;
  readonly #events: ScanEvents;
  #cursor: string | null = null;
  #left = -1;
  readonly #pool: PagePool;
  #page: KeyPage;
  #emptyPages = 0;

  constructor(seen: SeenKeys, pool: PagePool, events: ScanEvents) {
    this.#seen = seen;
    this.#pool = pool;
    this.#page = pool.take();
    this.#events = events;
  }

  array(count: number): void {
    if (this.#cursor === null) {
      if (count !== 2) unexpected();
      return;
    }
    if (count > MOST_KEYS) throw new RespError('a page of SCAN with too many keys');
    this.#left = count;
    if (count === 0) this.#done();
  }

  bulk(chunk: Buffer, start: number, end: number): void {
    if (this.#cursor === null) {
      this.#cursor = chunk.toString('latin1', start, end);
      if (!/^\d{1,20}$/.test(this.#cursor)) unexpected();
      return;
    }
    if (this.#left <= 0) unexpected();
    if (this.#seen.add(chunk, start, end)) this.#page.add(chunk, start, end);
    if (this.#page.length > MOST_KEY_BYTES) throw new RespError('a page of SCAN that is too long');
    this.#left -= 1;
    if (this.#left === 0) this.#done();
  }

  error(text: string): void {
    this.#events.refused(text);
  }

  status = unexpected;
  integer = unexpected;
  nil = unexpected;

  fail(error: AmberError): void {
    this.#events.fail(error);
  }

  #done(): void {
    const page = this.#page;
    const cursor = this.#cursor === '0' ? null : this.#cursor;
    this.#page = this.#pool.take();
    this.#cursor = null;
    this.#left = -1;
    this.#emptyPages = page.count === 0 ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages > MOST_EMPTY_PAGES) throw new RespError('a SCAN that does not come to its end');
    this.#events.page(page, cursor);
  }
}
