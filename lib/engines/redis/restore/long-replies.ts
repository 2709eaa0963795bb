import type { AmberError } from '#lib/domain/errors';
import type { Label } from './label.ts';
import { Replies } from './replies.ts';

export type LongRepliesOwner = {
  /** Every command of the value is acknowledged. */
  settled(replies: LongReplies): void;
  refusedLong(label: Label, words: string): void;
  lost(error: AmberError): void;
};

/** Replies to the commands of one long value: they are expected as soon as a command begins, for it may last. */
export class LongReplies extends Replies {
  readonly label: Label;
  /** Whether a refusal in these words is foreseen. */
  readonly #foreseen: (words: string) => boolean;
  readonly #owner: LongRepliesOwner;
  #awaited = 0;
  /** Parts of the present answer that are still to come. */
  #inArray = 0;
  #complete = false;

  constructor(label: Label, owner: LongRepliesOwner, foreseen: (words: string) => boolean = () => false) {
    super();
    this.label = label;
    this.#owner = owner;
    this.#foreseen = foreseen;
  }

  await(): void {
    this.#awaited += 1;
  }

  /** No further command belongs to the value. */
  complete(): void {
    this.#complete = true;
    this.#settle();
  }

  /** HPEXPIREAT answers with one number a field. */
  array(count: number): void {
    this.#inArray += count + 1;
    this.acknowledge();
  }
  fail(error: AmberError): void {
    this.#owner.lost(error);
  }

  protected refuse(words: string): void {
    if (!this.#foreseen(words)) this.#owner.refusedLong(this.label, words);
  }

  protected acknowledge(): void {
    if (this.#inArray > 0) {
      this.#inArray -= 1;
      if (this.#inArray > 0) return;
    }
    this.#awaited -= 1;
    this.#settle();
  }

  #settle(): void {
    if (this.#complete && this.#awaited === 0) this.#owner.settled(this);
  }
}
