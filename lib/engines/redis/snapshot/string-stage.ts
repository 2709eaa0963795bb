import type { AmberError } from '#lib/domain/errors';
import type { ReplyReceiver } from '../connection/redis-connection.ts';
import { lengthBytes, writeLength } from '../rdb/rdb-writer.ts';
import { type CommandWriter, commandHead } from '../resp/command-writer.ts';
import { RespError } from '../resp/resp-error.ts';
import { type ExpiryForm, NO_KEY, readExpiry } from './expiry.ts';
import type { KeyQueue, PagePool } from './key-queue.ts';
import type { RdbOutput } from './rdb-output.ts';
import { writeRecordPrefix } from './record.ts';
import type { ValueEvents, ValueStage } from './value-stage.ts';

/** Keys of one MGET: its reply is made as a whole in the server's memory. */
const AT_ONCE = 200;
const STRING = 0;

const unexpected = (): never => {
  throw new RespError('an answer to MGET that is none');
};

/**
 * Reads strings by MGET and hands all other keys on. For Dragonfly: it needs some thirty microseconds for the DUMP of
 * any value above twenty bytes (it tries to compress each in fresh memory), which is forty times as long as MGET.
 */
export class StringStage implements ValueStage, ReplyReceiver {
  readonly queue: KeyQueue;
  readonly receiver = this;
  readonly #others: KeyQueue;
  readonly #pool: PagePool;
  readonly #output: RdbOutput;
  readonly #expiryForm: ExpiryForm;
  readonly #expiryHead: Buffer;
  readonly #events: ValueEvents;
  /** Expiries that came ahead of their values. */
  readonly #expiries: number[] = [];
  #answered = -1;
  #length = 0;
  #otherPage;

  constructor(
    { queue, others, pool }: { queue: KeyQueue; others: KeyQueue; pool: PagePool },
    output: RdbOutput,
    expiryForm: ExpiryForm,
    events: ValueEvents,
  ) {
    this.queue = queue;
    this.#others = others;
    this.#pool = pool;
    this.#output = output;
    this.#expiryForm = expiryForm;
    this.#expiryHead = commandHead(2, expiryForm.command);
    this.#events = events;
    this.#otherPage = pool.take();
  }

  ask(writer: CommandWriter, keys: number): number {
    let replies = 0;
    for (let left = keys; left > 0; ) {
      const batch = Math.min(left, AT_ONCE);
      this.#askBatch(writer, batch);
      replies += batch + 1;
      left -= batch;
    }
    return replies;
  }

  integer(value: number | bigint): void {
    if (this.#answered >= 0) unexpected();
    this.#expiries.push(readExpiry(this.#expiryForm, value));
  }

  array(count: number): void {
    if (this.#answered >= 0 || count === 0 || count !== this.#expiries.length) unexpected();
    this.#answered = 0;
  }

  bulk(chunk: Buffer, start: number, end: number): void {
    this.#begin(end - start);
    this.#output.append(chunk, start, end);
    this.#done();
  }

  bulkBegin(length: number): void {
    this.#begin(length);
  }

  bulkPiece(chunk: Buffer, start: number, end: number): void {
    this.#output.append(chunk, start, end);
  }

  bulkEnd(): void {
    this.#done();
  }

  /** No string, or gone. */
  nil(): void {
    if (this.#answered < 0) unexpected();
    this.queue.answer();
    const { bytes, start, end } = this.queue.answered;
    if (this.#expiries[this.#answered] !== NO_KEY) this.#otherPage.add(bytes, start, end);
    this.#length = 0;
    this.#done();
  }

  error(text: string): void {
    this.#events.refused(text, 'MGET');
  }

  status = unexpected;

  fail(error: AmberError): void {
    this.#events.fail(error);
  }

  #askBatch(writer: CommandWriter, keys: number): void {
    // Twice over the same keys: the expiries of all come first.
    const { asked } = this.queue;
    const page = this.#pool.take();
    for (let i = 0; i < keys; i += 1) {
      this.queue.ask();
      writer.raw(this.#expiryHead);
      writer.argument(asked.bytes, asked.start, asked.end);
      page.add(asked.bytes, asked.start, asked.end);
    }
    writer.raw(commandHead(keys + 1, 'MGET'));
    for (let i = 0; i < keys; i += 1)
      writer.argument(page.bytes, i === 0 ? 0 : page.ends[i - 1]!, page.ends[i]!);
    this.#pool.give(page);
  }

  #begin(length: number): void {
    if (this.#answered < 0) unexpected();
    this.queue.answer();
    this.#length = length;
    const expireAt = Math.max(-1, this.#expiries[this.#answered]!);
    const valueBytes = lengthBytes(length) + length;
    writeRecordPrefix(this.#output, this.queue.answered, { expireAt, type: STRING, valueBytes });
    const block = this.#output.room(lengthBytes(length));
    this.#output.advance(writeLength(block, this.#output.at, length));
  }

  #done(): void {
    this.#answered += 1;
    if (this.#answered === this.#expiries.length) {
      this.#answered = -1;
      this.#expiries.length = 0;
      this.#others.push(this.#otherPage);
      this.#otherPage = this.#pool.take();
    }
    this.#events.answered(this.#length);
  }
}
