import { AmberError, isAmberError } from '#lib/domain/errors';
import { abortError, closedError } from '#lib/platform/network/socket-errors';
import { type CommandArgument, encodeCommand } from '../resp/encode-command.ts';
import { type Reply, ReplyError } from '../resp/reply.ts';
import { RespError } from '../resp/resp-error.ts';
import { RespParser } from '../resp/resp-parser.ts';
import { CallReceiver, UNASKED } from './call-receiver.ts';
import { replyFailure, silenceError, tooSlowError } from './connection-errors.ts';
import type { OpenSocket } from './open-byte-socket.ts';
import { type Pace, PaceWatch } from './pace.ts';
import type { RawReceiver, RedisConnection, ReplyReceiver } from './redis-connection.ts';

type Expectation = { left: number; receiver: ReplyReceiver };

/** A timer that fires this much too late did so because the process stood still, not the server. */
const STANDSTILL_MS = 2000;

/** RESP over an open socket. See `RedisConnection` for what each call promises. */
export class SocketConnection implements RedisConnection {
  readonly name: string;
  readonly #socket: OpenSocket['socket'];
  readonly #signal: AbortSignal;
  readonly #silenceMs: number;
  readonly #parser: RespParser;
  readonly #expected: Expectation[] = [];
  #head = 0;
  #raw: RawReceiver | null = null;
  #failure: AmberError | null = null;
  #ended = false;
  #paused = false;
  #lastMoved = performance.now();
  #timer: NodeJS.Timeout | null = null;
  #pace: PaceWatch | null = null;
  #drainWaiters: { resolve: () => void; reject: (error: AmberError) => void }[] = [];

  constructor(
    { socket, onBytes }: OpenSocket,
    options: { name: string; signal: AbortSignal; silenceMs: number },
  ) {
    this.name = options.name;
    this.#socket = socket;
    this.#signal = options.signal;
    this.#silenceMs = options.silenceMs;
    this.#parser = new RespParser(UNASKED, () => this.#replyDone());
    socket.on('drain', () => this.#drain());
    socket.on('end', () => this.#peerEnded());
    socket.on('close', () => this.#end(closedError(this.name)));
    socket.on('error', (error) => this.#end(closedError(this.name, error)));
    options.signal.addEventListener('abort', this.#abort, { once: true });
    onBytes((chunk) => this.#data(chunk));
    if (options.signal.aborted) this.#abort();
  }

  async call(args: readonly CommandArgument[]): Promise<Reply> {
    const reply = await this.tryCall(args);
    if (reply instanceof ReplyError) throw replyFailure(this.name, reply, String(args[0]).toUpperCase());
    return reply;
  }

  tryCall(args: readonly CommandArgument[]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.expect(1, new CallReceiver(resolve, reject));
      this.write(encodeCommand(args));
    });
  }

  write(bytes: Uint8Array, written?: () => void): boolean {
    if (this.#ended) return false;
    return this.#socket.write(bytes, () => {
      this.#lastMoved = performance.now();
      written?.();
    });
  }

  drained(): Promise<void> {
    if (this.#ended) return Promise.reject(this.#reason());
    if (!this.#socket.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve, reject) => this.#drainWaiters.push({ resolve, reject }));
  }

  expect(replies: number, receiver: ReplyReceiver): void {
    if (this.#ended) {
      receiver.fail(this.#reason());
      return;
    }
    const last = this.#expected.at(-1);
    if (this.#head < this.#expected.length && last?.receiver === receiver) last.left += replies;
    else this.#expected.push({ left: replies, receiver });
    if (this.#expected.length - this.#head === 1) {
      this.#parser.handler = this.#expected[this.#head]!.receiver;
      this.#lastMoved = performance.now();
    }
    this.#watch();
  }

  demand(pace: Pace | null): void {
    this.#pace?.stop();
    this.#pace = null;
    if (pace === null || this.#ended) return;
    this.#pace = new PaceWatch(pace, (bytes) => {
      if (this.#isWaiting()) this.#end(tooSlowError(this.name, bytes, pace.overMs));
    });
    this.#pace.paused(this.#paused);
  }

  pause(): void {
    this.#paused = true;
    this.#pace?.paused(true);
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#pace?.paused(false);
    this.#lastMoved = performance.now();
    this.#socket.resume();
  }

  quietMs(): number {
    return this.#isWaiting() ? performance.now() - this.#lastMoved : 0;
  }

  raw(receiver: RawReceiver): void {
    if (this.#head < this.#expected.length || !this.#parser.idle)
      throw new Error('replies are still expected');
    if (this.#ended) {
      receiver.ended(this.#reason());
      return;
    }
    this.#raw = receiver;
    this.#lastMoved = performance.now();
    this.#watch();
  }

  failure(): AmberError | null {
    return this.#failure;
  }

  close(): void {
    this.#end(null);
  }

  #data(chunk: Buffer): void {
    if (this.#ended) return;
    this.#lastMoved = performance.now();
    this.#pace?.moved(chunk.length);
    try {
      if (this.#raw) this.#raw.bytes(chunk);
      else this.#parser.push(chunk);
    } catch (error) {
      this.#end(this.#badBytes(error));
    }
  }

  #badBytes(error: unknown): AmberError {
    if (isAmberError(error)) return error;
    if (!(error instanceof RespError)) {
      return new AmberError('internal', 'Something went wrong while an answer was read.', { cause: error });
    }
    return new AmberError('store-protocol', `${this.name} broke the Redis protocol: ${error.message}.`, {
      cause: error,
    });
  }

  #replyDone(): void {
    const expectation = this.#expected[this.#head];
    // A receiver may have closed the connection in the middle of a chunk.
    if (!expectation) return;
    expectation.left -= 1;
    if (expectation.left > 0) return;
    this.#head += 1;
    if (this.#head === this.#expected.length) {
      this.#expected.length = 0;
      this.#head = 0;
    } else if (this.#head === 1024) {
      this.#expected.splice(0, 1024);
      this.#head = 0;
    }
    this.#parser.handler = this.#expected[this.#head]?.receiver ?? UNASKED;
  }

  #peerEnded(): void {
    const raw = this.#raw;
    this.#raw = null;
    this.#end(closedError(this.name));
    raw?.ended(null);
  }

  #drain(): void {
    const waiters = this.#drainWaiters;
    this.#drainWaiters = [];
    for (const { resolve } of waiters) resolve();
  }

  readonly #abort = (): void => this.#end(abortError(this.#signal));

  #isWaiting(): boolean {
    if (this.#ended || this.#paused) return false;
    return this.#raw !== null || this.#head < this.#expected.length;
  }

  /** One timer at a time, set again when it fires early: no timer is touched per chunk. */
  #watch(): void {
    if (this.#timer !== null || this.#ended) return;
    const due = this.#lastMoved + this.#silenceMs;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        if (!this.#isWaiting()) return;
        const now = performance.now();
        if (now - due > STANDSTILL_MS) this.#lastMoved = now;
        if (now - this.#lastMoved >= this.#silenceMs) this.#end(silenceError(this.name, this.#silenceMs));
        else this.#watch();
      },
      Math.max(1, due - performance.now()),
    );
  }

  #reason(): AmberError {
    return this.#failure ?? new AmberError('store-closed', `The connection to ${this.name} has been closed.`);
  }

  /** `null`: we end it ourselves. */
  #end(error: AmberError | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = error;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#pace?.stop();
    this.#signal.removeEventListener('abort', this.#abort);
    this.#socket.destroy();
    const reason = this.#reason();
    if (error !== null) this.#raw?.ended(error);
    this.#raw = null;
    for (const { reject } of this.#drainWaiters.splice(0)) reject(reason);
    for (const { receiver } of this.#expected.splice(this.#head)) receiver.fail(reason);
  }
}
