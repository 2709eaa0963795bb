import { type FileHandle, open } from 'node:fs/promises';

/** Written bytes after which the disk is told to begin: the flush at the end then has little left to wait for. */
const FLUSH_EVERY = 32 * 1024 * 1024;

/** Appends to a new file and makes it durable. Throws what the file system throws. */
export class DurableFile {
  readonly #handle: FileHandle;
  #position = 0;
  #flushedTo = 0;
  #flushing: Promise<void> | null = null;
  #failure: unknown;
  #closed = false;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Refuses to overwrite: a name that is taken belongs to someone else. */
  static async create(path: string): Promise<DurableFile> {
    return new DurableFile(await open(path, 'wx', 0o640));
  }

  get bytes(): number {
    return this.#position;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#throwFailure();
    let done = 0;
    // A disk that fills up takes a part of the chunk without an error; the next write has it.
    while (done < chunk.length) {
      const { bytesWritten } = await this.#handle.write(chunk, done, chunk.length - done, this.#position);
      done += bytesWritten;
      this.#position += bytesWritten;
    }
    if (this.#position - this.#flushedTo >= FLUSH_EVERY && this.#flushing === null) this.#startFlush();
  }

  /** Returns when every byte is on the disk. */
  async flush(): Promise<void> {
    await this.#flushing;
    this.#throwFailure();
    await this.#handle.sync();
    this.#flushedTo = this.#position;
  }

  /** Safe to call again. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#flushing;
    await this.#handle.close();
  }

  #startFlush(): void {
    this.#flushedTo = this.#position;
    // The kernel reports a failed write-back once: whoever hears of it keeps it for the next write or flush.
    this.#flushing = this.#handle
      .datasync()
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        this.#flushing = null;
      });
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
