import type { AmberError } from '#lib/domain/errors';
import { Replies } from './replies.ts';

/** Who is told what becomes of a batch. */
export type BatchOwner = {
  /** All its replies are in and the socket has taken its bytes. */
  done(batch: Batch): void;
  /** The command was refused whose reply is the batch's `index`-th. */
  refused(batch: Batch, index: number, words: string): void;
  lost(error: AmberError): void;
};

/**
 * A stretch of the command stream, kept until the server has acknowledged it: the bytes themselves say which command a
 * reply is for, so that nothing has to be remembered of commands that go well.
 */
export class Batch extends Replies {
  readonly bytes: Buffer;
  /** What is written of it, and how much of that the connection has. */
  used = 0;
  sent = 0;
  /** Commands that end in it, how many of their replies the connection was told to expect, and how many came. */
  commands = 0;
  expected = 0;
  answered = 0;
  /** Keys that its commands bring. */
  keys = 0;
  /** Nothing is added any more. */
  sealed = false;
  /** Commands whose refusal may be foreseen, by index: called with the server's words, true when it was. */
  readonly foreseen = new Map<number, (words: string) => boolean>();
  /** Writes that the socket has not taken yet. */
  #writing = 0;
  readonly #owner: BatchOwner;

  constructor(capacity: number, owner: BatchOwner) {
    super();
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.#owner = owner;
  }

  reset(): void {
    this.used = 0;
    this.sent = 0;
    this.commands = 0;
    this.expected = 0;
    this.answered = 0;
    this.keys = 0;
    this.sealed = false;
    this.foreseen.clear();
  }

  /** The bytes that are to be sent now; `written` is to be called when the socket has taken them. */
  takeUnsent(): Buffer {
    const bytes = this.bytes.subarray(this.sent, this.used);
    this.sent = this.used;
    this.#writing += 1;
    return bytes;
  }

  readonly written = (): void => {
    this.#writing -= 1;
    this.settle();
  };

  settle(): void {
    const isDone = this.#writing === 0 && this.sent === this.used && this.answered === this.commands;
    if (this.sealed && isDone) this.#owner.done(this);
  }

  array(): void {
    this.error('an answer of another form');
  }
  fail(error: AmberError): void {
    this.#owner.lost(error);
  }

  protected refuse(words: string): void {
    if (!this.foreseen.get(this.answered)?.(words)) this.#owner.refused(this, this.answered, words);
  }

  protected acknowledge(): void {
    this.answered += 1;
    if (this.sealed && this.answered === this.commands) this.settle();
  }
}
