import { AmberError } from '#lib/domain/errors';
import type { Crc64 } from '#lib/engines/redis/rdb/crc64';
import { FOOTER_BYTES } from '#lib/engines/redis/rdb/dump-payload';
import { typeWord } from '#lib/engines/redis/rdb/rdb-types';
import type { Pipeline } from './pipeline.ts';
import { putRestoreHead, putRestoreTail, RESTORE_OVERHEAD } from './write-restore.ts';

export type StreamedValue = {
  key: Uint8Array;
  type: number;
  expireAt: number | null;
  footer: number;
  /** Raw bytes of the value, as they were measured. */
  bytes: number;
  crc: Crc64;
  /** Whether a refusal in these words is no failure. */
  foreseen?: (words: string) => boolean;
};

/** One RESTORE into which the value streams: its length is known, its checksum is computed on the way. */
export class StreamedRestore {
  readonly #pipeline: Pipeline;
  readonly #value: StreamedValue;
  #left: number;

  constructor(pipeline: Pipeline, value: StreamedValue) {
    const { key, type, bytes, crc } = value;
    this.#pipeline = pipeline;
    this.#value = value;
    this.#left = bytes;
    pipeline.beginLong({ key, type: typeWord(type) ?? `type ${type}` }, value.foreseen);
    pipeline.beginCommand();
    pipeline.room(RESTORE_OVERHEAD + key.length);
    const payloadBytes = 1 + bytes + FOOTER_BYTES;
    pipeline.at = putRestoreHead(pipeline.out, pipeline.at, { ...value, payloadBytes });
    crc.reset();
    this.#payload(Uint8Array.of(type), 0, 1);
  }

  write(chunk: Uint8Array, start: number, end: number): void {
    this.#left -= end - start;
    if (this.#left < 0)
      throw new AmberError('malformed', 'A value is longer than it was when it was measured');
    this.#payload(chunk, start, end);
  }

  end(): void {
    if (this.#left > 0)
      throw new AmberError('malformed', 'A value is shorter than it was when it was measured');
    const { footer, crc, expireAt } = this.#value;
    this.#payload(Uint8Array.of(footer & 0xff, footer >>> 8), 0, 2);
    const pipeline = this.#pipeline;
    pipeline.append(crc.bytes(), 0, 8);
    pipeline.room(RESTORE_OVERHEAD);
    pipeline.at = putRestoreTail(pipeline.out, pipeline.at, expireAt !== null);
    pipeline.countKey();
    pipeline.endCommand();
    pipeline.endLong();
  }

  #payload(chunk: Uint8Array, start: number, end: number): void {
    this.#value.crc.update(chunk, start, end);
    this.#pipeline.append(chunk, start, end);
  }
}
