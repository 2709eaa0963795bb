import type { AmberError } from '#lib/domain/errors';
import { replyFailure } from '../connection/connection-errors.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { CommandWriter, commandHead } from '../resp/command-writer.ts';
import { ReplyError } from '../resp/reply.ts';
import { DumpReceiver, type ExpiryForm } from './dump-receiver.ts';
import { type KeyPage, KeyQueue } from './key-queue.ts';
import type { RdbOutput } from './rdb-output.ts';
import { ScanReceiver } from './scan-receiver.ts';
import type { SeenKeys } from './seen-keys.ts';

/** Keys a SCAN is asked for: fewer cost round trips, more only memory. */
const PAGE_KEYS = 1000;
/** Where the keys themselves are long, so many. */
const PAGE_KEYS_LONG = 20;
const LONG_PAGE_BYTES = 1 << 20;
/** Keys asked for whose answers are outstanding, at most; fewer where values are large. */
const MOST_OUTSTANDING = 2000;
const FIRST_OUTSTANDING = 32;
/** The server keeps the answers that we have not read in its memory: about so many bytes. */
const OUTSTANDING_BYTES = 8 << 20;
/** A single value counts as this much at most in the average, or one giant would slow down all that follow. */
const MOST_SAMPLED = 16 << 20;
/** Keys over which the average of value sizes is taken. */
const SAMPLE_KEYS = 4000;

const SCAN = commandHead(4, 'SCAN');
const COUNT = Buffer.from('$5\r\nCOUNT\r\n');
const DUMP = commandHead(2, 'DUMP');

/**
 * Reads all keys of the selected database into `output`. SCAN, the expiries and the DUMPs share one pipeline: the next
 * page is under way while the values of this one are, so that neither side waits.
 */
export class DatabaseScan {
  readonly #connection: RedisConnection;
  readonly #writer = new CommandWriter();
  readonly #queue = new KeyQueue();
  readonly #scans: ScanReceiver;
  readonly #dumps: DumpReceiver;
  readonly #expiryCommand: Buffer;
  readonly #finished = Promise.withResolvers<void>();
  #cursor: string | null = '0';
  #scanning = false;
  #pageKeys = PAGE_KEYS;
  #window = FIRST_OUTSTANDING;
  #sampledKeys = 0;
  #sampledBytes = 0;

  constructor(connection: RedisConnection, seen: SeenKeys, output: RdbOutput, expiryForm: ExpiryForm) {
    this.#connection = connection;
    this.#expiryCommand = commandHead(2, expiryForm.absolute ? 'PEXPIRETIME' : 'PTTL');
    const fail = (error: AmberError) => this.#finished.reject(error);
    this.#scans = new ScanReceiver(seen, {
      page: (page, cursor) => this.#page(page, cursor),
      refused: (text) => this.#refuse(replyFailure(connection.name, new ReplyError(text), 'SCAN')),
      fail,
    });
    this.#dumps = new DumpReceiver(this.#queue, output, expiryForm, {
      answered: (bytes) => this.#answered(bytes),
      refused: (text, key) =>
        this.#refuse(replyFailure(connection.name, new ReplyError(text), `DUMP of the key ${key}`)),
      fail,
    });
  }

  /** Rejects with what ended the connection, or why the server refused. */
  read(): Promise<void> {
    this.#pump();
    return this.#finished.promise;
  }

  #refuse(error: AmberError): void {
    this.#finished.reject(error);
    this.#connection.close();
  }

  #page(page: KeyPage, cursor: string | null): void {
    this.#scanning = false;
    this.#cursor = cursor;
    if (page.length > LONG_PAGE_BYTES) this.#pageKeys = PAGE_KEYS_LONG;
    this.#queue.push(page);
    this.#pump();
  }

  #answered(bytes: number): void {
    this.#sampledKeys += 1;
    this.#sampledBytes += Math.min(bytes, MOST_SAMPLED);
    if (this.#queue.outstanding <= this.#window >> 1) this.#pump();
  }

  #pump(): void {
    if (this.#cursor !== null && !this.#scanning && this.#queue.unasked < this.#pageKeys)
      this.#askPage(this.#cursor);
    this.#askValues();
    if (this.#writer.length > 0) this.#connection.write(this.#writer.take());
    if (this.#cursor === null && this.#queue.unasked + this.#queue.outstanding === 0)
      this.#finished.resolve();
  }

  #askPage(cursor: string): void {
    this.#scanning = true;
    this.#writer.raw(SCAN);
    this.#writer.argument(Buffer.from(cursor, 'latin1'));
    this.#writer.raw(COUNT);
    this.#writer.number(this.#pageKeys);
    this.#connection.expect(1, this.#scans);
  }

  #askValues(): void {
    this.#window = this.#chooseWindow();
    const { asked } = this.#queue;
    const keys = Math.min(this.#queue.unasked, this.#window - this.#queue.outstanding);
    for (let i = 0; i < keys; i += 1) {
      this.#queue.ask();
      this.#writer.raw(this.#expiryCommand);
      this.#writer.argument(asked.bytes, asked.start, asked.end);
      this.#writer.raw(DUMP);
      this.#writer.argument(asked.bytes, asked.start, asked.end);
    }
    if (keys > 0) this.#connection.expect(2 * keys, this.#dumps);
  }

  #chooseWindow(): number {
    if (this.#sampledKeys === 0) return FIRST_OUTSTANDING;
    const average = this.#sampledBytes / this.#sampledKeys;
    if (this.#sampledKeys > SAMPLE_KEYS) {
      this.#sampledKeys /= 2;
      this.#sampledBytes /= 2;
    }
    return Math.max(1, Math.min(MOST_OUTSTANDING, Math.floor(OUTSTANDING_BYTES / (average + 1))));
  }
}
