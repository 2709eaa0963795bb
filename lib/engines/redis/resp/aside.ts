import { RespError } from './resp-error.ts';
import type { RespHandler } from './resp-handler.ts';

/** What may stand beside the replies before the next one comes: nobody asked for it, and it must not go on for ever. */
const MOST_BYTES = 16 << 20;
/** What an element costs beside its bytes. */
const ELEMENT_BYTES = 32;

/** Drops the content of pushes and attributes. */
export class Aside implements RespHandler {
  #bytes = 0;

  /** A reply has come. */
  reset(): void {
    this.#bytes = 0;
  }

  status(text: string): void {
    this.#drop(text.length);
  }
  error(text: string): void {
    this.#drop(text.length);
  }
  bulk(_chunk: Buffer, start: number, end: number): void {
    this.#drop(end - start);
  }
  integer(): void {
    this.#drop(0);
  }
  scalar(): void {
    this.#drop(0);
  }
  nil(): void {
    this.#drop(0);
  }
  array(): void {
    this.#drop(0);
  }

  #drop(bytes: number): void {
    this.#bytes += bytes + ELEMENT_BYTES;
    if (this.#bytes > MOST_BYTES) throw new RespError('messages that nobody asked for, without an end');
  }
}
