import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** Large reads: each costs a trip through the thread pool. */
const READ_BYTES = 1024 * 1024;

export type FileReaderOptions = {
  /** Inclusive, as in HTTP ranges. */
  range?: { start: number; end: number };
  /** Turns what the file system throws into what the stream ends with. */
  fail(error: unknown): Error | Promise<Error>;
};

/** A stream over a file in chunks of 1 MiB, opened when first read; the reader closes it by reading on or destroying. */
export class FileReader extends Readable {
  readonly #path: string;
  readonly #options: FileReaderOptions;
  #handle: FileHandle | null = null;
  #position: number;
  readonly #end: number;

  constructor(path: string, options: FileReaderOptions) {
    super({ highWaterMark: 2 * READ_BYTES });
    this.#path = path;
    this.#options = options;
    this.#position = options.range?.start ?? 0;
    this.#end = (options.range?.end ?? Number.MAX_SAFE_INTEGER - 1) + 1;
  }

  override _construct(callback: (error?: Error | null) => void): void {
    open(this.#path, 'r').then((handle) => {
      this.#handle = handle;
      callback();
    }, this.#failing(callback));
  }

  override _read(): void {
    const length = Math.min(READ_BYTES, this.#end - this.#position);
    if (length <= 0) {
      this.push(null);
      return;
    }
    // Not from the pool: the chunk belongs to the reader, for as long as it wants.
    const buffer = Buffer.allocUnsafeSlow(length);
    this.#handle!.read(buffer, 0, length, this.#position).then(
      ({ bytesRead }) => {
        this.#position += bytesRead;
        this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead));
      },
      this.#failing((error) => this.destroy(error ?? undefined)),
    );
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (this.#handle === null) {
      callback(error);
      return;
    }
    this.#handle.close().then(
      () => callback(error),
      (closing: Error) => callback(error ?? closing),
    );
  }

  #failing(callback: (error?: Error | null) => void): (error: unknown) => void {
    return (error) => {
      Promise.resolve(this.#options.fail(error)).then(callback, callback);
    };
  }
}
