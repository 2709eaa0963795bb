import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';

/** A file without a name: a killed process leaves nothing behind. */
export class ScratchFile {
  readonly #folder: string;
  #file: number | null = null;
  #size = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get size(): number {
    return this.#size;
  }

  /** Gives where it begins. */
  append(bytes: Uint8Array): number {
    const start = this.#size;
    try {
      this.#file ??= this.#open();
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(this.#file, bytes, at, Math.min(1 << 20, bytes.length - at), start + at);
      }
    } catch (error) {
      throw scratchError(error);
    }
    this.#size += bytes.length;
    return start;
  }

  /** Fills the whole of `into`. */
  read(into: Uint8Array, position: number): void {
    for (let at = 0; at < into.length; ) {
      const read = this.#file === null ? 0 : readSync(this.#file, into, at, into.length - at, position + at);
      if (read === 0) throw new AmberError('internal', 'A temporary file could not be read back.');
      at += read;
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#size = 0;
  }

  #open(): number {
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, `graph-${randomBytes(8).toString('hex')}`);
    const file = openSync(path, 'wx+', 0o600);
    rmSync(path, { force: true });
    return file;
  }
}

const scratchError = (error: unknown): AmberError =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC'
    ? new AmberError(
        'storage-full',
        'The folder for temporary files is full. A graph needs room there for its compressed edges and 27 bytes for each vertex.',
        { cause: error },
      )
    : new AmberError('internal', 'The folder for temporary files cannot be written.', { cause: error });
