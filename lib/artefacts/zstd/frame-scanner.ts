import { AmberError } from '#lib/domain/errors';

/** RFC 8878, 3.1.1: magic, header, blocks, checksum. 3.1.2: skippable frames. */
const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAX_PART_BYTES = 4;

export type Scanned = {
  /** Up to where (exclusive) the chunk belongs to the frame being read. */
  to: number;
  /** The frame ends there. */
  ended: boolean;
};

type Step = 'magic' | 'descriptor' | 'header' | 'block' | 'body' | 'skippable' | 'checksum';

/**
 * Finds where zstd frames end, by their headers and blocks alone, in chunks cut anywhere. Node's decompressor cannot be
 * asked: given two frames in one chunk it may drop the second without an error.
 */
export class FrameScanner {
  /** Bytes scanned since the beginning. */
  offset = 0;
  #step: Step = 'magic';
  readonly #part = Buffer.alloc(MAX_PART_BYTES);
  #have = 0;
  /** Bytes of the step that are still missing. */
  #missing = 4;
  #lastBlock = false;
  #checksum = false;

  /** True before the first byte of a frame: the only place where a file may end. */
  get between(): boolean {
    return this.#step === 'magic' && this.#have === 0;
  }

  /** Scans from `from` to the end of the frame or of the chunk. Throws `malformed` with the offset. */
  scan(chunk: Uint8Array, from: number): Scanned {
    let at = from;
    while (at < chunk.length || this.#missing === 0) {
      const length = Math.min(this.#missing, chunk.length - at);
      if (this.#isSmall()) this.#part.set(chunk.subarray(at, at + length), this.#have);
      this.#have += length;
      this.#missing -= length;
      this.offset += length;
      at += length;
      if (this.#missing > 0) break;
      if (this.#advance()) return { to: at, ended: true };
    }
    return { to: at, ended: false };
  }

  #isSmall(): boolean {
    return (
      this.#step === 'magic' ||
      this.#step === 'descriptor' ||
      this.#step === 'block' ||
      this.#step === 'skippable'
    );
  }

  /** The step is complete: goes to the next; true at the end of the frame. */
  #advance(): boolean {
    switch (this.#step) {
      case 'magic':
        return this.#afterMagic(this.#part.readUInt32LE(0));
      case 'descriptor':
        return this.#afterDescriptor(this.#part[0]!);
      case 'header':
        return this.#expect('block', 3);
      case 'block':
        return this.#afterBlock(this.#part.readUIntLE(0, 3));
      case 'body':
        if (!this.#lastBlock) return this.#expect('block', 3);
        return this.#checksum ? this.#expect('checksum', 4) : this.#end();
      case 'skippable':
        this.#lastBlock = true;
        this.#checksum = false;
        return this.#expect('body', this.#part.readUInt32LE(0));
      case 'checksum':
        return this.#end();
    }
  }

  #afterMagic(magic: number): boolean {
    if (magic === FRAME_MAGIC) return this.#expect('descriptor', 1);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) return this.#expect('skippable', 4);
    const offset = this.offset - 4;
    throw new AmberError(
      'malformed',
      offset === 0
        ? 'This is not zstd data.'
        : `After the end of a zstd frame, at byte ${offset}, follow bytes that are none of the backup.`,
      { offset },
    );
  }

  #afterDescriptor(descriptor: number): boolean {
    if ((descriptor & 0x08) !== 0) throw this.#damaged();
    const singleSegment = (descriptor & 0x20) !== 0;
    const windowBytes = singleSegment ? 0 : 1;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
    const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6]!;
    this.#checksum = (descriptor & 0x04) !== 0;
    return this.#expect('header', windowBytes + dictionaryBytes + sizeBytes);
  }

  #afterBlock(header: number): boolean {
    const type = (header >>> 1) & 3;
    if (type === 3) throw this.#damaged();
    this.#lastBlock = (header & 1) !== 0;
    // A run-length block holds one byte, whatever size it stands for.
    return this.#expect('body', type === 1 ? 1 : header >>> 3);
  }

  #expect(step: Step, bytes: number): boolean {
    this.#step = step;
    this.#have = 0;
    this.#missing = bytes;
    return false;
  }

  #end(): boolean {
    this.#expect('magic', 4);
    return true;
  }

  #damaged(): AmberError {
    return new AmberError('malformed', `The zstd data is damaged near byte ${this.offset}.`, {
      offset: this.offset,
    });
  }
}
