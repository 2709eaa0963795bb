import { createHash } from 'node:crypto';
import type { Manifest } from '#lib/domain/manifest';
import type { ByteSink } from '#lib/domain/ports/engine';
import { encryptToAge } from './age/age-encryption.ts';
import { StoredOutput } from './stored-output.ts';
import { FrameCompressor } from './zstd/frame-compressor.ts';

/** What a socket gives (64 KiB) is gathered into blocks: each costs a trip through the thread pool. */
const BLOCK_BYTES = 512 * 1024;
const BLOCKS = 4;

type Block = { bytes: Buffer; free: Promise<void> };

/** The part of a manifest that the writer knows. */
export type WrittenData = Pick<Manifest['data'], 'plain' | 'stored' | 'frames'>;

export type ArtefactWriterOptions = {
  /** Where stored bytes go, such as `StagedArtefact.write`. */
  write(chunk: Uint8Array): Promise<void>;
  /** age recipients (`age1…`); empty: not encrypted. */
  recipients?: readonly string[];
};

/**
 * Takes plain bytes: SHA-256 → zstd frames → (age) → SHA-256 → storage. Memory is constant: a slow compressor or
 * storage makes `write` wait. After a failure every call throws it.
 */
export class ArtefactWriter implements ByteSink {
  plainBytes = 0;
  readonly #plainHash = createHash('sha256');
  readonly #compressor: FrameCompressor;
  readonly #output: StoredOutput;
  readonly #endEncryption: () => void;
  readonly #blocks: Block[];
  #current = 0;
  #used = 0;

  private constructor(
    output: StoredOutput,
    encryption: { push(chunk: Uint8Array): void; end(): void } | null,
  ) {
    this.#output = output;
    this.#compressor = new FrameCompressor((chunk) => (encryption ?? output).push(chunk));
    this.#endEncryption = () => encryption?.end();
    this.#blocks = Array.from({ length: BLOCKS }, () => ({
      bytes: Buffer.allocUnsafeSlow(BLOCK_BYTES),
      free: Promise.resolve(),
    }));
  }

  /** Throws `invalid-input` for a recipient that is none. */
  static async create({ write, recipients = [] }: ArtefactWriterOptions): Promise<ArtefactWriter> {
    const output = new StoredOutput(write);
    if (recipients.length === 0) return new ArtefactWriter(output, null);
    return new ArtefactWriter(output, await encryptToAge(recipients, (chunk) => output.push(chunk)));
  }

  get storedBytes(): number {
    return this.#output.bytes;
  }

  /** Copies: when it returns, the chunk is the caller's again. */
  async write(chunk: Uint8Array): Promise<void> {
    this.plainBytes += chunk.length;
    for (let from = 0; from < chunk.length; ) {
      const length = Math.min(BLOCK_BYTES - this.#used, chunk.length - from);
      this.#blocks[this.#current]!.bytes.set(chunk.subarray(from, from + length), this.#used);
      this.#used += length;
      from += length;
      if (this.#used === BLOCK_BYTES) await this.#submit();
    }
  }

  /** Ends the data; everything has then been handed to the storage. */
  async finish(): Promise<WrittenData> {
    if (this.#used > 0) await this.#submit();
    await this.#compressor.end();
    this.#endEncryption();
    await this.#output.drained();
    return {
      plain: { bytes: this.plainBytes, sha256: this.#plainHash.digest('hex') },
      stored: { bytes: this.#output.bytes, sha256: this.#output.digest() },
      frames: this.#compressor.frames,
    };
  }

  /** Frees what it holds; for use after a failure or a cancel. */
  abort(): void {
    this.#compressor.destroy();
  }

  async #submit(): Promise<void> {
    const block = this.#blocks[this.#current]!;
    const bytes = block.bytes.subarray(0, this.#used);
    block.free = (await this.#compressor.accept(bytes)).consumed;
    // While the thread pool compresses it.
    this.#plainHash.update(bytes);
    this.#current = (this.#current + 1) % BLOCKS;
    this.#used = 0;
    const since = performance.now();
    await this.#blocks[this.#current]!.free;
    this.#compressor.waited(performance.now() - since);
    await this.#output.roomy();
  }
}
