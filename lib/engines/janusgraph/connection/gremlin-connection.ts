import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { AmberError } from '#lib/domain/errors';
import { secondsWords } from '#lib/domain/words/figures';
import { abortError } from '#lib/platform/network/socket-errors';
import { refusedError } from './answer-errors.ts';
import { type AnswerValue, type GremlinAnswer, readAnswer } from './graphson-answer.ts';
import {
  authenticationRequest,
  type Binding,
  closeSessionRequest,
  evaluationRequest,
  type GremlinRequest,
} from './graphson-request.ts';

/** For the end of a session to be sent. */
const CLOSE_MS = 2_000;
/** Of the whole answer to a script; most of them answer with a word or a few numbers. */
const MOST_BYTES = 1024 * 1024;

export type Script = {
  text: string;
  bindings?: Record<string, Binding>;
  /** As in `to write a batch`: for the message, should it fail. */
  doing: string;
  /** Rejects the call; the connection stays, so that the session can still be tidied up. */
  signal?: AbortSignal;
  /** The longest that it may take; the connection is given up then. */
  timeoutMs: number;
  /** The longest answer, of all its messages, in bytes; the connection is given up beyond it. Absent: 1 MiB. */
  mostBytes?: number;
  /**
   * In the connection's session, whose variables last from one call to the next. A session compiles every script anew, all
   * others share what the server has compiled.
   */
  inSession?: boolean;
  /** The graph that the script calls `graph`; absent: that of the connection; null: none. */
  graph?: string | null;
};

export type ConnectionSettings = {
  name: string;
  graph: string;
  username: string | null;
  password: string | null;
  /** Without a sign of life for so long the peer is given up; it answers pings while a script runs. */
  silenceMs: number;
};

type Waiting = {
  data: AnswerValue[];
  settle(outcome: AnswerValue[] | AmberError): void;
  doing: string;
  /** That may still come. */
  bytesLeft: number;
};

const toBuffer = (data: RawData): Buffer =>
  Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);

/**
 * A WebSocket on which scripts are evaluated. Whatever the peer sends ends, at worst, this connection: each failure
 * rejects the calls that wait, and later calls fail at once.
 */
export class GremlinConnection {
  readonly name: string;
  readonly #socket: WebSocket;
  readonly #settings: ConnectionSettings;
  readonly #waiting = new Map<string, Waiting>();
  readonly #pings: NodeJS.Timeout;
  #session: string | null = null;
  #broken: AmberError | null = null;
  #heardAt = performance.now();

  constructor(socket: WebSocket, settings: ConnectionSettings) {
    this.name = settings.name;
    this.#socket = socket;
    this.#settings = settings;
    socket.on('message', (data) => this.#receive(toBuffer(data)));
    socket.on('pong', () => this.#hear());
    socket.on('error', (error) => this.#break(this.#closedError(error)));
    socket.on('close', () => this.#break(this.#closedError()));
    this.#pings = setInterval(() => this.#checkLife(), settings.silenceMs / 4);
    this.#pings.unref();
  }

  /** The values that the script returned. Every failure is an AmberError. */
  call(script: Script): Promise<AnswerValue[]> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    if (script.signal?.aborted) return Promise.reject(abortError(script.signal));
    const request = evaluationRequest({
      script: script.text,
      bindings: script.bindings ?? {},
      graph: script.graph === undefined ? this.#settings.graph : script.graph,
      session: script.inSession ? this.#openSession() : null,
    });
    return new Promise((resolve, reject) => {
      const settle = (outcome: AnswerValue[] | AmberError) => {
        clearTimeout(timer);
        script.signal?.removeEventListener('abort', abort);
        this.#waiting.delete(request.id);
        if (outcome instanceof AmberError) reject(outcome);
        else resolve(outcome);
      };
      const abort = () => settle(abortError(script.signal!));
      const timer = setTimeout(() => this.#break(this.#lateError(script)), script.timeoutMs);
      script.signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.set(request.id, {
        data: [],
        settle,
        doing: script.doing,
        bytesLeft: script.mostBytes ?? MOST_BYTES,
      });
      this.#send(request);
    });
  }

  /** Ends it, and its session on the server; calls that still wait fail. Safe to call again. */
  close(): void {
    const session = this.#broken === null ? this.#session : null;
    const closed = new AmberError('store-closed', `The connection to ${this.name} was closed.`);
    if (session === null) {
      this.#break(closed);
      return;
    }
    this.#settleAll(closed);
    const end = setTimeout(() => this.#socket.terminate(), CLOSE_MS);
    end.unref();
    this.#socket.send(closeSessionRequest(session).bytes, () => this.#socket.close());
  }

  #openSession(): string {
    this.#session ??= randomUUID();
    return this.#session;
  }

  #send(request: GremlinRequest): void {
    this.#socket.send(request.bytes, (error) => {
      if (error) this.#break(this.#closedError(error));
    });
  }

  #receive(bytes: Buffer): void {
    this.#hear();
    let answer: GremlinAnswer;
    try {
      answer = readAnswer(bytes);
    } catch (error) {
      this.#break(this.#undecodable(error));
      return;
    }
    // of a call that was given up, or of none: what cannot be told apart from others concerns nobody
    const waiting = this.#waiting.get(answer.requestId ?? '');
    if (waiting) this.#take(answer, waiting, bytes.length);
    else if (answer.code === 407) this.#authenticate(answer.requestId);
    else if (answer.requestId === null && answer.code >= 400) {
      this.#break(refusedError(this.name, answer, 'to read a request'));
    }
  }

  #take(answer: GremlinAnswer, waiting: Waiting, bytes: number): void {
    if (answer.code === 407) {
      this.#authenticate(answer.requestId);
      return;
    }
    if (answer.code >= 400) {
      const error = refusedError(this.name, answer, waiting.doing);
      waiting.settle(error);
      // a login that was refused leaves a connection that answers nothing more
      if (error.code === 'store-auth') this.#break(error);
      return;
    }
    waiting.bytesLeft -= bytes;
    if (waiting.bytesLeft < 0) {
      this.#break(
        new AmberError(
          'store-protocol',
          `${this.name} answered with far more than it was asked for when it was asked ${waiting.doing}. The connection was given up.`,
        ),
      );
      return;
    }
    for (const value of answer.data) waiting.data.push(value);
    if (answer.code !== 206) waiting.settle(waiting.data);
  }

  #authenticate(requestId: string | null): void {
    const { username, password } = this.#settings;
    if (requestId === null || (username === null && password === null)) {
      this.#break(
        new AmberError(
          'store-auth',
          `${this.name} asks for a user name and a password. Enter them for this data store.`,
        ),
      );
      return;
    }
    this.#send(authenticationRequest(requestId, username ?? '', password ?? ''));
  }

  #hear(): void {
    this.#heardAt = performance.now();
  }

  #checkLife(): void {
    if (performance.now() - this.#heardAt > this.#settings.silenceMs) {
      this.#break(
        new AmberError(
          'store-timeout',
          `${this.name} has given no sign of life for ${secondsWords(this.#settings.silenceMs / 1000)}. The connection was given up.`,
        ),
      );
    } else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping(() => {});
  }

  #break(error: AmberError): void {
    this.#settleAll(error);
    this.#socket.terminate();
  }

  #settleAll(error: AmberError): void {
    if (this.#broken !== null) return;
    this.#broken = error;
    clearInterval(this.#pings);
    for (const { settle } of [...this.#waiting.values()]) settle(error);
  }

  #lateError({ timeoutMs, doing }: Script): AmberError {
    return new AmberError(
      'store-timeout',
      `${this.name} gave no answer within ${secondsWords(timeoutMs / 1000)} when it was asked ${doing}. The connection was given up.`,
    );
  }

  #closedError(cause?: Error): AmberError {
    const doing = this.#waiting.values().next().value?.doing;
    const more = doing === undefined ? '' : ` when it was asked ${doing}`;
    return new AmberError(
      'store-closed',
      `${this.name} closed the connection${more}. It may have been stopped, or take no request of this size (maxContentLength).`,
      cause ? { cause } : {},
    );
  }

  #undecodable(cause: unknown): AmberError {
    return new AmberError(
      'store-protocol',
      `${this.name} sent what is no GraphSON 3 answer. It may be no Gremlin Server, or speak an older protocol (TinkerPop 3.4 or newer is needed).`,
      { cause },
    );
  }
}
