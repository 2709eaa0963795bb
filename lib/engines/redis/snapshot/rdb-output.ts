import { AmberError, isAmberError } from '#lib/domain/errors';
import type { ByteSink } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { Crc64 } from '../rdb/crc64.ts';
import { RdbParser } from '../rdb/rdb-parser.ts';

const BLOCK = 512 * 1024;
/** Full blocks that may wait for the sink before the source is asked to pause. */
const BACKLOG = 2;
const SHORT = 48;

export type OutputEvents = {
  /** The sink is slower than the source: stop, and go on. */
  pause(): void;
  resume(): void;
  /** The sink failed or the bytes are no RDB; nothing more is written. */
  failed(error: AmberError): void;
};

/**
 * Where the bytes of a snapshot go: collected into blocks, parsed, then given to the sink, one block at a time. It is
 * filled synchronously, so a source may overfill it by one read before it pauses.
 */
export class RdbOutput {
  readonly #sink: ByteSink;
  readonly #events: OutputEvents;
  readonly #parser = new RdbParser();
  readonly #checksum: Crc64 | null;
  /** The sink was given bytes: nothing else may be written to it any more. */
  wrote = false;
  /** Keys whose records were begun; the parser may not have come to all of them. */
  records = 0;
  readonly #waiting: Buffer[] = [];
  /** Blocks that the sink has done with. */
  readonly #free: Buffer[] = [];
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK);
  #at = 0;
  #draining: Promise<void> | null = null;
  #paused = false;
  #error: AmberError | null = null;

  /** `checksum`: the file is made here, so that its CRC must be reckoned. */
  constructor(sink: ByteSink, events: OutputEvents, options: { checksum: boolean }) {
    this.#sink = sink;
    this.#events = events;
    this.#checksum = options.checksum ? new Crc64() : null;
  }

  /** Bytes and keys that were parsed. */
  get bytes(): number {
    return this.#parser.bytes;
  }

  get keys(): number {
    return this.#parser.keys;
  }

  /** A buffer with at least this much room behind `at`; `advance` says how far it was written. */
  room(bytes: number): Buffer {
    if (this.#block.length - this.#at < bytes) {
      this.#flushBlock();
      if (this.#block.length < bytes) this.#block = Buffer.allocUnsafeSlow(bytes);
    }
    return this.#block;
  }

  get at(): number {
    return this.#at;
  }

  advance(to: number): void {
    this.#at = to;
  }

  /** Copies `chunk[start, end)`. */
  append(chunk: Buffer, start: number, end: number): void {
    let from = start;
    while (from < end) {
      if (this.#at === this.#block.length) this.#flushBlock();
      const block = this.#block;
      const stop = Math.min(end, from + block.length - this.#at);
      if (stop - from < SHORT)
        for (let i = from, to = this.#at; i < stop; i += 1, to += 1) block[to] = chunk[i]!;
      else chunk.copy(block, this.#at, from, stop);
      this.#at += stop - from;
      from = stop;
    }
  }

  /** Writes the checksum of all bytes so far behind them. */
  appendChecksum(): void {
    this.room(8);
    this.#checksum?.update(this.#block, 0, this.#at);
    const bytes = this.#checksum!.bytes();
    this.#block.set(bytes, this.#at);
    this.#at += bytes.length;
    this.#queueBlock();
  }

  /** Waits for the sink; gives what the parser found, or throws `truncated` where the file has no end. */
  async finish(): Promise<RdbFacts> {
    this.#flushBlock();
    await this.#draining;
    if (this.#error) throw this.#error;
    const facts = this.#parser.end();
    if (facts.checksum === 'mismatch') {
      throw new AmberError(
        'checksum',
        'The checksum that the store sent does not fit its data. The snapshot is not used.',
      );
    }
    return facts;
  }

  /** Waits until the sink has returned from its last write; never throws. After a failure nothing may follow. */
  async settled(): Promise<void> {
    this.#error ??= new AmberError('internal', 'The snapshot was given up.');
    await this.#draining;
  }

  #flushBlock(): void {
    if (this.#at === 0) return;
    this.#checksum?.update(this.#block, 0, this.#at);
    this.#queueBlock();
  }

  #queueBlock(): void {
    if (!this.#error) this.#waiting.push(this.#block.subarray(0, this.#at));
    this.#block = this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK);
    this.#at = 0;
    if (this.#waiting.length > BACKLOG && !this.#paused) {
      this.#paused = true;
      this.#events.pause();
    }
    this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // What fills the block is in the middle of a read: it is parsed when that is done.
    await null;
    try {
      for (;;) {
        const block = this.#waiting.shift();
        if (block === undefined || this.#error) break;
        this.#parser.write(block);
        this.wrote = true;
        await this.#sink.write(block);
        if (block.buffer.byteLength === BLOCK) this.#free.push(Buffer.from(block.buffer as ArrayBuffer));
        if (this.#paused && this.#waiting.length <= BACKLOG / 2) {
          this.#paused = false;
          this.#events.resume();
        }
      }
    } catch (error) {
      this.#error ??= isAmberError(error)
        ? error
        : new AmberError('internal', 'The snapshot could not be written.', { cause: error });
      this.#waiting.length = 0;
      this.#events.failed(this.#error);
    } finally {
      this.#draining = null;
    }
  }
}
