import type { AmberError } from '#lib/domain/errors';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import type { Batch, BatchOwner } from './batch.ts';
import { BatchPool } from './batch-pool.ts';
import { commandInBatch } from './command-in-batch.ts';
import { refusedWrite } from './incomplete.ts';
import type { Label } from './label.ts';
import { LongReplies, type LongRepliesOwner } from './long-replies.ts';

/** Bytes of commands on the way: enough to keep the server busy while the next chunk is fetched. */
const OUTSTANDING_BYTES = 4 * 1024 * 1024;
/** What is written is handed to the socket from here on, without waiting for the batch to fill. */
const SEND_BYTES = 64 * 1024;

/**
 * Writes commands one after another into preallocated buffers and has their replies counted in order. Synchronous but
 * for `ready` and `drain`: the caller writes what one chunk of the source gives, then waits until there is room for more.
 */
export class Pipeline implements BatchOwner, LongRepliesOwner {
  /** Where the next byte goes, after `room`: the writer moves `at` forward. */
  out: Buffer;
  at = 0;
  /** Keys acknowledged so far. */
  keys = 0;
  failure: AmberError | null = null;

  readonly #connection: RedisConnection;
  readonly #pool = new BatchPool(this);
  #batch: Batch;
  #long: LongReplies | null = null;
  /** Bytes of sealed batches, and long values, that are not acknowledged. */
  #outstanding = 0;
  #longOutstanding = 0;
  #waiter: { resolve(): void; reject(error: AmberError): void; isOver(): boolean } | null = null;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
    this.#batch = this.#pool.take(1);
    this.out = this.#batch.bytes;
  }

  /** Makes room for so many bytes in one stretch at `at` of `out`. */
  room(bytes: number): void {
    if (this.at + bytes <= this.out.length) return;
    this.#seal();
    this.#open(bytes);
  }

  /** To be called before the first byte of a command. */
  beginCommand(): void {
    if (!this.#long) return;
    this.#long.await();
    this.#connection.expect(1, this.#long);
  }

  /** What was written is a whole command, or the rest of one. */
  endCommand(): void {
    if (!this.#long) this.#batch.commands += 1;
    this.#progress();
  }

  /** As `endCommand`, where one refusal is no failure. */
  endForeseen(foreseen: (words: string) => boolean): void {
    this.#batch.foreseen.set(this.#batch.commands, foreseen);
    this.endCommand();
  }

  /** The command that is about to end brings a key. */
  countKey(): void {
    this.#batch.keys += 1;
  }

  /** Adds bytes of a long value's command, however many. */
  append(chunk: Uint8Array, start: number, end: number): void {
    let from = start;
    while (from < end) {
      this.room(1);
      const part = Math.min(end - from, this.out.length - this.at);
      this.out.set(chunk.subarray(from, from + part), this.at);
      this.at += part;
      from += part;
    }
    this.#progress();
  }

  /** From here to `endLong` every command is for this value, and may be longer than any batch. */
  beginLong(label: Label, foreseen?: (words: string) => boolean): void {
    this.#seal();
    this.#open(1);
    this.#long = new LongReplies(label, this, foreseen);
    this.#longOutstanding += 1;
  }

  endLong(): void {
    this.#seal();
    this.#open(1);
    this.#long?.complete();
    this.#long = null;
  }

  /** Sends what is there. */
  flush(): void {
    this.#batch.used = this.at;
    this.#send();
  }

  /** Whether more may be written now. */
  get isReady(): boolean {
    return this.failure === null && this.#outstanding < OUTSTANDING_BYTES;
  }

  /** Resolves when more may be written; rejects when a write was refused or the connection is gone. */
  ready(): Promise<void> {
    return this.#until(() => this.#outstanding < OUTSTANDING_BYTES);
  }

  /** Resolves when every command is acknowledged. */
  async drain(): Promise<void> {
    this.#seal();
    this.#open(1);
    await this.#until(() => this.#outstanding === 0 && this.#longOutstanding === 0);
  }

  #until(isOver: () => boolean): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    if (isOver()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject, isOver };
    });
  }

  #open(bytes: number): void {
    this.#batch = this.#pool.take(bytes);
    this.out = this.#batch.bytes;
    this.at = 0;
  }

  #progress(): void {
    const batch = this.#batch;
    batch.used = this.at;
    if (batch.used - batch.sent >= SEND_BYTES) this.#send();
  }

  #seal(): void {
    const batch = this.#batch;
    batch.used = this.at;
    if (batch.used === 0) {
      this.#pool.give(batch);
      return;
    }
    batch.sealed = true;
    this.#outstanding += batch.used;
    this.#send();
    batch.settle();
  }

  #send(): void {
    const batch = this.#batch;
    if (batch.sent === batch.used || this.failure) return;
    const replies = batch.commands - batch.expected;
    batch.expected = batch.commands;
    if (replies > 0) this.#connection.expect(replies, batch);
    this.#connection.write(batch.takeUnsent(), batch.written);
  }

  #wake(): void {
    const waiter = this.#waiter;
    if (!waiter?.isOver()) return;
    this.#waiter = null;
    waiter.resolve();
  }

  done(batch: Batch): void {
    batch.sealed = false;
    this.#outstanding -= batch.used;
    this.keys += batch.keys;
    this.#pool.give(batch);
    this.#wake();
  }

  settled(): void {
    this.#longOutstanding -= 1;
    this.#wake();
  }

  refused(batch: Batch, index: number, words: string): void {
    this.lost(refusedWrite(commandInBatch(batch, index), words));
  }

  refusedLong(label: Label, words: string): void {
    this.lost(refusedWrite(label, words));
  }

  lost(error: AmberError): void {
    if (this.failure) return;
    this.failure = error;
    const waiter = this.#waiter;
    this.#waiter = null;
    waiter?.reject(error);
  }
}
