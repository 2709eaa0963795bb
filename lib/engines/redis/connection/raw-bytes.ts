import type { AmberError } from '#lib/domain/errors';
import type { RawStream } from './redis-connection.ts';

/** Read ahead this far, so that the network goes on while the bytes are worked on. */
const AHEAD = 1 << 20;

type Control = { pause(): void; resume(): void /** Somebody waits for bytes. */; waiting(): void };

/** Queue between a socket that pushes and a reader that pulls. */
export class RawBytes implements RawStream {
  readonly #control: Control;
  readonly #chunks: Buffer[] = [];
  #queued = 0;
  #paused = false;
  #end: { error: AmberError | null } | null = null;
  #reader: { resolve: (chunk: Buffer | null) => void; reject: (error: AmberError) => void } | null = null;

  constructor(control: Control) {
    this.#control = control;
  }

  get isWaiting(): boolean {
    return this.#reader !== null;
  }

  read(): Promise<Buffer | null> {
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.#queued -= chunk.length;
      if (this.#paused && this.#queued < AHEAD / 2) {
        this.#paused = false;
        this.#control.resume();
      }
      return Promise.resolve(chunk);
    }
    if (this.#end) return this.#end.error ? Promise.reject(this.#end.error) : Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#control.waiting();
    });
  }

  push(chunk: Buffer): void {
    const reader = this.#reader;
    if (reader) {
      this.#reader = null;
      reader.resolve(chunk);
      return;
    }
    this.#chunks.push(chunk);
    this.#queued += chunk.length;
    if (this.#queued >= AHEAD && !this.#paused) {
      this.#paused = true;
      this.#control.pause();
    }
  }

  /** No more bytes will come. An error cuts in front of what is still queued; null lets it be read first. */
  end(error: AmberError | null): void {
    if (this.#end) return;
    this.#end = { error };
    if (error) this.#chunks.length = 0;
    const reader = this.#reader;
    this.#reader = null;
    if (!reader) return;
    if (error) reader.reject(error);
    else reader.resolve(null);
  }
}
