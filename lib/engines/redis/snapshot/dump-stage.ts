import { AmberError } from '#lib/domain/errors';
import type { ReplyReceiver } from '../connection/redis-connection.ts';
import { FOOTER_BYTES, PAYLOAD_OVERHEAD } from '../rdb/dump-payload.ts';
import { type CommandWriter, commandHead } from '../resp/command-writer.ts';
import { RespError } from '../resp/resp-error.ts';
import { type ExpiryForm, NO_EXPIRY, readExpiry } from './expiry.ts';
import type { KeyQueue } from './key-queue.ts';
import { PayloadCheck } from './payload-check.ts';
import { printableKey } from './printable-key.ts';
import type { RdbOutput } from './rdb-output.ts';
import { writeRecordPrefix } from './record.ts';
import type { ValueEvents, ValueStage } from './value-stage.ts';

const DUMP = commandHead(2, 'DUMP');

const unexpected = (): never => {
  throw new RespError('an answer to DUMP that is none');
};

/**
 * Asks for expiry and DUMP of each key and writes its record: a payload without its footer is what stands in an RDB
 * file. Keys that vanished since SCAN gave them are left out.
 */
export class DumpStage implements ValueStage, ReplyReceiver {
  readonly queue: KeyQueue;
  readonly receiver = this;
  readonly #output: RdbOutput;
  readonly #expiryForm: ExpiryForm;
  readonly #expiryHead: Buffer;
  readonly #events: ValueEvents;
  readonly #check = new PayloadCheck();
  #hasExpiry = false;
  #expireAt = NO_EXPIRY;
  /** Of a payload in pieces: its length, and what has come of it. */
  #length = 0;
  #seen = 0;

  constructor(queue: KeyQueue, output: RdbOutput, expiryForm: ExpiryForm, events: ValueEvents) {
    this.queue = queue;
    this.#output = output;
    this.#expiryForm = expiryForm;
    this.#expiryHead = commandHead(2, expiryForm.command);
    this.#events = events;
  }

  ask(writer: CommandWriter, keys: number): number {
    const { asked } = this.queue;
    for (let i = 0; i < keys; i += 1) {
      this.queue.ask();
      writer.raw(this.#expiryHead);
      writer.argument(asked.bytes, asked.start, asked.end);
      writer.raw(DUMP);
      writer.argument(asked.bytes, asked.start, asked.end);
    }
    return 2 * keys;
  }

  integer(value: number | bigint): void {
    if (this.#hasExpiry) unexpected();
    this.queue.answer();
    this.#hasExpiry = true;
    this.#expireAt = readExpiry(this.#expiryForm, value);
  }

  bulk(chunk: Buffer, start: number, end: number): void {
    const length = end - start;
    this.#expectPayload(length);
    if (!this.#check.isWhole(chunk, start, end)) this.#damaged();
    this.#writePrefix(chunk[start]!, length - PAYLOAD_OVERHEAD);
    this.#output.append(chunk, start + 1, end - FOOTER_BYTES);
    this.#done(length);
  }

  nil(): void {
    if (!this.#hasExpiry) unexpected();
    this.#done(0);
  }

  bulkBegin(length: number): void {
    this.#expectPayload(length);
    this.#check.begin(length);
    this.#length = length;
    this.#seen = 0;
  }

  bulkPiece(chunk: Buffer, start: number, end: number): void {
    let from = start;
    if (this.#seen === 0) {
      this.#writePrefix(chunk[start]!, this.#length);
      from += 1;
    }
    // The footer is told from the value by its place.
    const valueEnd = start + Math.min(end - start, this.#length - FOOTER_BYTES - this.#seen);
    if (valueEnd > from) this.#output.append(chunk, from, valueEnd);
    this.#check.add(chunk, start, end);
    this.#seen += end - start;
  }

  bulkEnd(): void {
    if (!this.#check.isRight()) this.#damaged();
    this.#done(this.#length);
  }

  error(text: string): void {
    if (!this.#hasExpiry) this.queue.answer();
    this.#events.refused(
      text,
      `${this.#hasExpiry ? 'DUMP' : this.#expiryForm.command} of the key ${this.#key()}`,
    );
  }

  status = unexpected;
  array = unexpected;

  fail(error: AmberError): void {
    this.#events.fail(error);
  }

  #expectPayload(length: number): void {
    if (!this.#hasExpiry || length < PAYLOAD_OVERHEAD) unexpected();
  }

  #writePrefix(type: number, valueBytes: number): void {
    writeRecordPrefix(this.#output, this.queue.answered, { expireAt: this.#expireAt, type, valueBytes });
  }

  #done(bytes: number): void {
    this.#hasExpiry = false;
    this.#events.answered(bytes);
  }

  #key(): string {
    const { bytes, start, end } = this.queue.answered;
    return printableKey(bytes.subarray(start, end));
  }

  #damaged(): never {
    throw new AmberError(
      'store-protocol',
      `The value of the key ${this.#key()} arrived damaged: its checksum does not fit.`,
    );
  }
}
