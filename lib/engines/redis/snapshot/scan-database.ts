import type { AmberError } from '#lib/domain/errors';
import { replyFailure } from '../connection/connection-errors.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { CommandWriter, commandHead } from '../resp/command-writer.ts';
import { ReplyError } from '../resp/reply.ts';
import { AnswerWindow } from './answer-window.ts';
import { DumpStage } from './dump-stage.ts';
import type { ExpiryForm } from './expiry.ts';
import { type KeyPage, KeyQueue, PagePool } from './key-queue.ts';
import type { RdbOutput } from './rdb-output.ts';
import { ScanReceiver } from './scan-receiver.ts';
import type { SeenKeys } from './seen-keys.ts';
import { StringStage } from './string-stage.ts';
import type { ValueStage } from './value-stage.ts';

/** Keys a SCAN is asked for: fewer cost round trips, more only memory. */
const PAGE_KEYS = 1000;
/** Where the keys themselves are long. */
const PAGE_KEYS_LONG = 20;
const LONG_PAGE_BYTES = 1 << 20;

const SCAN = commandHead(4, 'SCAN');
const COUNT = Buffer.from('$5\r\nCOUNT\r\n');

export type DatabaseScanOptions = {
  seen: SeenKeys;
  output: RdbOutput;
  expiryForm: ExpiryForm;
  /** Strings are read by MGET, only the rest by DUMP. */
  stringsFirst: boolean;
};

/**
 * Reads all keys of the selected database into `output`. SCAN and the requests for values share one pipeline: the next
 * page is under way while the values of this one are, so that neither side waits.
 */
export class DatabaseScan {
  readonly #connection: RedisConnection;
  readonly #writer = new CommandWriter();
  readonly #pool = new PagePool();
  readonly #window = new AnswerWindow();
  readonly #scans: ScanReceiver;
  /** The first takes the keys of SCAN; the last is asked first, so that nothing piles up. */
  readonly #stages: ValueStage[];
  readonly #finished = Promise.withResolvers<void>();
  #cursor: string | null = '0';
  #scanning = false;
  #pageKeys = PAGE_KEYS;
  #outstanding = 0;
  #askAgainAt = 0;

  constructor(connection: RedisConnection, { seen, output, expiryForm, stringsFirst }: DatabaseScanOptions) {
    this.#connection = connection;
    const fail = (error: AmberError) => this.#finished.reject(error);
    const refused = (text: string, command: string) => this.#refused(text, command);
    const events = { answered: (bytes: number) => this.#answered(bytes), refused, fail };
    const pool = this.#pool;
    const dumps = new DumpStage(new KeyQueue(pool), output, expiryForm, events);
    const queues = { queue: new KeyQueue(pool), others: dumps.queue, pool };
    this.#stages = stringsFirst ? [new StringStage(queues, output, expiryForm, events), dumps] : [dumps];
    this.#scans = new ScanReceiver(seen, pool, {
      page: (page, cursor) => this.#page(page, cursor),
      refused: (text) => refused(text, 'SCAN'),
      fail,
    });
  }

  /** Rejects with what ended the connection, or why the server refused. */
  read(): Promise<void> {
    this.#pump();
    return this.#finished.promise;
  }

  #refused(text: string, command: string): void {
    this.#finished.reject(replyFailure(this.#connection.name, new ReplyError(text), command));
    this.#connection.close();
  }

  #page(page: KeyPage, cursor: string | null): void {
    this.#scanning = false;
    this.#cursor = cursor;
    if (page.length > LONG_PAGE_BYTES) this.#pageKeys = PAGE_KEYS_LONG;
    this.#stages[0]!.queue.push(page);
    this.#pump();
  }

  #answered(bytes: number): void {
    this.#window.sample(bytes);
    this.#outstanding -= 1;
    if (this.#outstanding <= this.#askAgainAt) this.#pump();
  }

  #pump(): void {
    const unasked = this.#stages.reduce((sum, { queue }) => sum + queue.unasked, 0);
    if (this.#cursor !== null && !this.#scanning && unasked < 2 * this.#pageKeys) this.#askPage(this.#cursor);
    this.#askValues();
    if (this.#writer.length > 0) {
      const bytes = this.#writer.take();
      this.#connection.write(bytes, () => this.#writer.recycle(bytes));
    }
    if (this.#cursor === null && unasked + this.#outstanding === 0) this.#finished.resolve();
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
    const window = this.#window.adjust();
    this.#askAgainAt = window >> 1;
    for (const stage of this.#stages.toReversed()) {
      const keys = Math.min(stage.queue.unasked, window - this.#outstanding);
      if (keys <= 0) continue;
      this.#outstanding += keys;
      this.#connection.expect(stage.ask(this.#writer, keys), stage.receiver);
    }
  }
}
