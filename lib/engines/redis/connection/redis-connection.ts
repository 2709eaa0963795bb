import type { AmberError } from '#lib/domain/errors';
import type { CommandArgument } from '../resp/encode-command.ts';
import type { Reply } from '../resp/reply.ts';
import type { RespHandler } from '../resp/resp-handler.ts';
import type { Pace } from './pace.ts';

/** Takes the replies of a pipeline. `fail` comes once for each `expect` that the connection can no longer answer. */
export type ReplyReceiver = RespHandler & { fail(error: AmberError): void };

/** Takes the connection's bytes without RESP: for PSYNC. What it throws ends the connection with that error. */
export type RawReceiver = {
  /** Only valid during the call: who keeps bytes copies them. */
  bytes(chunk: Buffer): void;
  /** null: the server closed cleanly. Comes once, but not after `close`. */
  ended(error: AmberError | null): void;
};

export type ConnectOptions = {
  signal: AbortSignal;
  /** For resolving, TCP, TLS and the first answer together; default 5000. */
  connectTimeoutMs?: number;
  /** Longest time without a byte moving while something is expected; default 60000. */
  silenceMs?: number;
};

/**
 * One authenticated connection. Replies come in the order of the commands. Every failure (a close, silence, an abort,
 * broken protocol) ends the connection for good: what is outstanding gets that error, and every later call too.
 */
export type RedisConnection = {
  /** `host:port`, as messages name it. */
  readonly name: string;
  /** One command; an error reply rejects with `store-permission`, `store-auth` or `store-error` and the server's words. */
  call(args: readonly CommandArgument[]): Promise<Reply>;
  /** One command; an error reply is a value. */
  tryCall(args: readonly CommandArgument[]): Promise<Reply>;

  /**
   * Bytes of encoded commands (or of a part of one), which belong to the connection from now on. False: await `drained`
   * before writing more. `written` is called when the socket has taken them, after which they may be used again.
   */
  write(bytes: Uint8Array, written?: () => void): boolean;
  /** Resolves when the send buffer is empty; rejects when the connection ends. */
  drained(): Promise<void>;
  /** The next `replies` top-level replies that nobody expects yet go to this receiver. Call it before `write`. */
  expect(replies: number, receiver: ReplyReceiver): void;
  /**
   * From now on the server must send this much in each stretch of time in which it is not kept waiting; else the
   * connection ends with `store-timeout`. null: no longer.
   */
  demand(pace: Pace | null): void;
  /** Stop and go on reading: back-pressure to the server. The rest of the chunk at hand is still told. */
  pause(): void;
  resume(): void;

  /** Milliseconds since a byte last moved while something is expected; 0 when nothing is. */
  quietMs(): number;
  /** Leaves RESP for good; nothing may be expected then. `write`, `pause` and `resume` go on working. */
  raw(receiver: RawReceiver): void;
  /** Why the connection ended; null while it lives or when `close` ended it. */
  failure(): AmberError | null;
  /** Ends at once. Safe to call again. */
  close(): void;
};
