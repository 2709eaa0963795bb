import { RespError } from '../resp/resp-error.ts';
import { MARK_BYTES, type SyncEnd } from './sync-reply.ts';

/** Takes bytes of the file: `chunk[start, end)`, only valid during the call. */
export type FileBytes = (chunk: Buffer, start: number, end: number) => void;

/** The bytes of a file that a server sends to a replica, up to their announced end. */
export type SyncedFile = {
  /** True when the end has come. */
  write(chunk: Buffer): boolean;
};

export const syncedFile = (end: SyncEnd, take: FileBytes): SyncedFile =>
  'length' in end ? new CountedFile(end.length, take) : new MarkedFile(end.mark, take);

class CountedFile implements SyncedFile {
  #left: number;
  readonly #take: FileBytes;

  constructor(length: number, take: FileBytes) {
    this.#left = length;
    this.#take = take;
  }

  write(chunk: Buffer): boolean {
    // What follows the file is the master's stream of commands: not ours.
    const bytes = Math.min(this.#left, chunk.length);
    if (bytes > 0) this.#take(chunk, 0, bytes);
    this.#left -= bytes;
    return this.#left === 0;
  }
}

/** A file that ends with a mark: the last bytes are held back until it is known that they are not the mark. */
class MarkedFile implements SyncedFile {
  readonly #mark: Buffer;
  readonly #take: FileBytes;
  readonly #held = Buffer.alloc(MARK_BYTES);
  #heldBytes = 0;

  constructor(mark: Buffer, take: FileBytes) {
    this.#mark = mark;
    this.#take = take;
  }

  write(chunk: Buffer): boolean {
    if (this.#heldBytes === MARK_BYTES && this.#held.equals(this.#mark)) {
      throw new RespError('bytes follow the end of the file');
    }
    const pass = this.#heldBytes + chunk.length - MARK_BYTES;
    if (pass > 0) {
      const fromHeld = Math.min(pass, this.#heldBytes);
      this.#take(this.#held, 0, fromHeld);
      this.#take(chunk, 0, pass - fromHeld);
      this.#held.copyWithin(0, fromHeld, this.#heldBytes);
      this.#heldBytes -= fromHeld;
    }
    this.#heldBytes += chunk.copy(
      this.#held,
      this.#heldBytes,
      Math.max(0, chunk.length - (MARK_BYTES - this.#heldBytes)),
    );
    return this.#heldBytes === MARK_BYTES && this.#held.equals(this.#mark);
  }
}
