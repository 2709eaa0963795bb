import { type Reply, ReplyError } from './reply.ts';
import { RespError } from './resp-error.ts';
import type { RespHandler } from './resp-handler.ts';

/** A reply that is built in memory may weigh this much: a lying server must not fill it. */
const MAX_WEIGHT = 128 << 20;
/** What an element costs beside its bytes: a Buffer and its place in a list. */
const ELEMENT_WEIGHT = 256;

/** Builds replies as values; for commands whose answers are small. */
export class ReplyBuilder implements RespHandler {
  readonly #onReply: (reply: Reply) => void;
  readonly #open: { elements: Reply[]; count: number }[] = [];
  #weight = 0;

  constructor(onReply: (reply: Reply) => void) {
    this.#onReply = onReply;
  }

  status(text: string): void {
    this.#add(text, text.length);
  }

  error(text: string): void {
    this.#add(new ReplyError(text), text.length);
  }

  integer(value: number | bigint): void {
    this.#add(value, 0);
  }

  scalar(value: number | boolean): void {
    this.#add(value, 0);
  }

  bulk(chunk: Buffer, start: number, end: number): void {
    this.#add(Buffer.from(chunk.subarray(start, end)), end - start);
  }

  nil(): void {
    this.#add(null, 0);
  }

  array(count: number): void {
    if (count === 0) this.#add([], 0);
    else this.#open.push({ elements: [], count });
  }

  #add(reply: Reply, bytes: number): void {
    this.#weight += bytes + ELEMENT_WEIGHT;
    if (this.#weight > MAX_WEIGHT) throw new RespError('a reply is larger than this command can answer');
    let value = reply;
    for (;;) {
      const parent = this.#open.at(-1);
      if (!parent) break;
      parent.elements.push(value);
      if (parent.elements.length < parent.count) return;
      this.#open.pop();
      value = parent.elements;
    }
    this.#weight = 0;
    this.#onReply(value);
  }
}
