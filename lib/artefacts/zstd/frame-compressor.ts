import { constants, createZstdCompress, type ZstdCompress } from 'node:zlib';
import { DENSE_LEVEL, nextLevel } from './compression-level.ts';

/** Plain bytes of every frame but the last: a range of the plain file starts decompressing at most this far before. */
export const FRAME_BYTES = 64 * 1024 * 1024;
/** Output buffers of 16 KiB, Node's default, cost a trip through the thread pool each and halve the speed. */
const OUTPUT_BYTES = 256 * 1024;

export type FrameOffset = { plain: number; compressed: number };

/**
 * Compresses into a row of zstd frames of exactly FRAME_BYTES of plain bytes each, on the thread pool. Blocks must
 * divide FRAME_BYTES. `emit` gets the compressed bytes in order.
 */
export class FrameCompressor {
  readonly frames: FrameOffset[] = [];
  readonly #emit: (chunk: Buffer) => void;
  #stream: ZstdCompress | null = null;
  #plain = 0;
  #inFrame = 0;
  #compressed = 0;
  #level = DENSE_LEVEL;
  #lastConsumed: Promise<void> = Promise.resolve();
  #frameStarted = 0;
  #waited = 0;
  #failure: unknown;

  constructor(emit: (chunk: Buffer) => void) {
    this.#emit = emit;
  }

  /** Takes a block; the inner promise resolves when its bytes have been read and may be changed. */
  async accept(block: Uint8Array): Promise<{ consumed: Promise<void> }> {
    if (this.#inFrame === FRAME_BYTES) await this.#endFrame();
    this.#stream ??= this.#startFrame();
    const stream = this.#stream;
    const consumed = new Promise<void>((resolve, reject) => {
      stream.write(block, (error) => (error ? reject(error) : resolve()));
    });
    consumed.catch((error: unknown) => this.#fail(error));
    this.#lastConsumed = consumed;
    this.#plain += block.length;
    this.#inFrame += block.length;
    return { consumed };
  }

  /** Time for which the source had to wait, milliseconds: what the level of the next frame is chosen by. */
  waited(milliseconds: number): void {
    this.#waited += milliseconds;
  }

  /** Ends the last frame. A file without plain bytes is one empty frame, so that it is a zstd file all the same. */
  async end(): Promise<void> {
    this.#stream ??= this.#startFrame();
    await this.#endFrame();
  }

  destroy(): void {
    this.#stream?.destroy();
  }

  #startFrame(): ZstdCompress {
    const stream = createZstdCompress({
      chunkSize: OUTPUT_BYTES,
      params: {
        [constants.ZSTD_c_compressionLevel]: this.#level,
        // A frame that checks itself is found damaged by any zstd tool, without the manifest.
        [constants.ZSTD_c_checksumFlag]: 1,
      },
    });
    stream.on('data', (chunk: Buffer) => {
      this.#compressed += chunk.length;
      this.#emit(chunk);
    });
    stream.on('error', (error) => this.#fail(error));
    this.frames.push({ plain: this.#plain, compressed: this.#compressed });
    this.#inFrame = 0;
    this.#waited = 0;
    this.#frameStarted = performance.now();
    return stream;
  }

  async #endFrame(): Promise<void> {
    const stream = this.#stream!;
    // Ended while a block waits, Node's compressor ends the frame twice and leaves an empty one behind it.
    await this.#lastConsumed;
    await new Promise<void>((resolve, reject) => {
      stream.once('end', resolve);
      stream.once('error', reject);
      stream.once('close', () => reject(this.#failure ?? new Error('The compressor was closed')));
      stream.end();
    });
    this.#stream = null;
    if (this.#failure !== undefined) throw this.#failure;
    this.#level = nextLevel(this.#level, this.#waited / (performance.now() - this.#frameStarted));
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }
}
