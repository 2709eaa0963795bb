import { createZstdDecompress, type ZstdDecompress } from 'node:zlib';
import { AmberError, isAmberError } from '#lib/domain/errors';
import type { FrameOffset } from './frame-compressor.ts';
import { FrameScanner } from './frame-scanner.ts';

const OUTPUT_BYTES = 512 * 1024;

/** Compressed chunks, handed out frame by frame. */
class FrameFeeder {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #scanner = new FrameScanner();
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  get offset(): number {
    return this.#scanner.offset;
  }

  /** False at the end of the data; throws `truncated` when that is inside a frame. */
  async hasMore(): Promise<boolean> {
    while (this.#at === this.#chunk.length) {
      const next = await this.#source.next();
      if (next.done) {
        if (this.#scanner.between) return false;
        throw new AmberError('truncated', `The compressed data ends too early, at byte ${this.offset}.`, {
          offset: this.offset,
        });
      }
      this.#chunk = next.value;
      this.#at = 0;
    }
    return true;
  }

  /** Writes one frame, whole, into a decompressor. */
  async feedFrame(into: ZstdDecompress): Promise<void> {
    for (let ended = false; !ended && (await this.hasMore()); ) {
      const from = this.#at;
      const scanned = this.#scanner.scan(this.#chunk, from);
      ended = scanned.ended;
      this.#at = scanned.to;
      await writeTo(into, this.#chunk.subarray(from, this.#at));
    }
    into.end();
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

const writeTo = (stream: ZstdDecompress, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Decompresses a row of zstd frames to its end, each in a decompressor of its own. Throws `truncated`, or `malformed`
 * for a damaged frame and for anything that follows the last one; offsets are those of the compressed data. Memory is
 * bounded by the frames' window, of which Node allows 128 MiB. `onFrame` hears where each frame begins.
 */
export async function* decompressFrames(
  source: AsyncIterable<Uint8Array>,
  onFrame: (offset: FrameOffset) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const feeder = new FrameFeeder(source);
  let plain = 0;
  try {
    if (!(await feeder.hasMore())) throw new AmberError('truncated', 'The file is empty.', { offset: 0 });
    while (await feeder.hasMore()) {
      onFrame({ plain, compressed: feeder.offset });
      for await (const chunk of decompressFrame(feeder)) {
        plain += chunk.length;
        yield chunk;
      }
    }
  } finally {
    await feeder.close();
  }
}

async function* decompressFrame(feeder: FrameFeeder): AsyncGenerator<Uint8Array> {
  const frameOffset = feeder.offset;
  const stream = createZstdDecompress({ chunkSize: OUTPUT_BYTES });
  let failure: unknown;
  const feeding = feeder.feedFrame(stream).catch((error: unknown) => {
    failure = error;
    stream.destroy(error as Error);
  });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
    await feeding;
  } catch (error) {
    throw frameFailure(isAmberError(failure) ? failure : error, frameOffset);
  } finally {
    stream.destroy();
  }
}

const frameFailure = (error: unknown, offset: number): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // A failing decompressor fails the write that feeds it, too.
  if (!code.startsWith('ZSTD_error') && !code.startsWith('ERR_') && code !== 'Z_DATA_ERROR') return error;
  const reason = error instanceof Error && code.startsWith('ZSTD_error') ? ` (${error.message})` : '';
  return new AmberError('malformed', `The zstd frame at byte ${offset} is damaged${reason}.`, {
    offset,
    cause: error,
  });
};
