import { AmberError } from '#lib/domain/errors';
import type { ReplyReceiver } from '../connection/redis-connection.ts';
import { FOOTER_BYTES, PAYLOAD_OVERHEAD } from '../rdb/dump-payload.ts';
import { EXPIRY_BYTES, lengthBytes, writeExpiry, writeLength } from '../rdb/rdb-writer.ts';
import { RespError } from '../resp/resp-parser.ts';
import type { KeyQueue } from './key-queue.ts';
import { PayloadCheck } from './payload-check.ts';
import { printableKey } from './printable-key.ts';
import type { RdbOutput } from './rdb-output.ts';

export type DumpEvents = {
  /** A key has been answered; `bytes` of payload, 0 when it is gone. */
  answered(bytes: number): void;
  refused(text: string, key: string): void;
  fail(error: AmberError): void;
};

export type ExpiryForm =
  | { absolute: true }
  /** The server tells the rest only: its clock runs so many milliseconds before ours. */
  | { absolute: false; clockAhead: number };

const unexpected = (): never => {
  throw new RespError('an answer to DUMP that is none');
};

/**
 * Reads pairs of replies, the expiry of a key and then its DUMP, and writes the record of the key: a payload without
 * its footer is what stands in an RDB file. Keys that vanished since SCAN gave them are left out.
 */
export class DumpReceiver implements ReplyReceiver {
  readonly #queue: KeyQueue;
  readonly #output: RdbOutput;
  readonly #events: DumpEvents;
  readonly #expiryForm: ExpiryForm;
  readonly #check = new PayloadCheck();
  #hasExpiry = false;
  #expireAt = -1;
  /** Of a payload in pieces: its length, and what has come of it. */
  #length = 0;
  #seen = 0;

  constructor(queue: KeyQueue, output: RdbOutput, expiryForm: ExpiryForm, events: DumpEvents) {
    this.#queue = queue;
    this.#output = output;
    this.#expiryForm = expiryForm;
    this.#events = events;
  }

  integer(value: number | bigint): void {
    if (this.#hasExpiry) unexpected();
    this.#queue.answer();
    this.#hasExpiry = true;
    // A time beyond 2^53 ms is kept as the last one that a number can hold: the year 287,396.
    const time = Math.min(Number(value), Number.MAX_SAFE_INTEGER);
    this.#expireAt =
      time < 0 || this.#expiryForm.absolute ? time : Date.now() + this.#expiryForm.clockAhead + time;
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
      this.#writePrefix(chunk[start]!, 0);
      from += 1;
    }
    // The footer is held back by its place: it begins at length - 10.
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
    if (!this.#hasExpiry) this.#queue.answer();
    this.#events.refused(text, this.#key());
  }

  status = unexpected;
  array = unexpected;

  fail(error: AmberError): void {
    this.#events.fail(error);
  }

  #expectPayload(length: number): void {
    if (!this.#hasExpiry || length < PAYLOAD_OVERHEAD) unexpected();
  }

  /** Expiry, type and key: the value follows, of which a small one still fits the room. */
  #writePrefix(type: number, valueBytes: number): void {
    const { bytes, start, end } = this.#queue.answered;
    const size = end - start;
    const room = EXPIRY_BYTES + 1 + lengthBytes(size) + (valueBytes < 4096 ? valueBytes : 0);
    const block = this.#output.room(room);
    let at = this.#output.at;
    if (this.#expireAt >= 0) at = writeExpiry(block, at, this.#expireAt);
    block[at] = type;
    this.#output.advance(writeLength(block, at + 1, size));
    this.#output.append(bytes, start, end);
  }

  #done(bytes: number): void {
    this.#hasExpiry = false;
    this.#events.answered(bytes);
  }

  #key(): string {
    const { bytes, start, end } = this.#queue.answered;
    return printableKey(bytes.subarray(start, end));
  }

  #damaged(): never {
    throw new AmberError(
      'store-protocol',
      `The value of the key ${this.#key()} arrived damaged: its checksum does not fit.`,
    );
  }
}
