import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSource } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { bytesWords } from '#lib/domain/words/figures';
import { PAYLOAD_OVERHEAD } from '#lib/engines/redis/rdb/dump-payload';
import { RdbParser } from '#lib/engines/redis/rdb/rdb-parser';
import type { RdbEntry, RdbVisitor } from '#lib/engines/redis/rdb/rdb-visitor';
import { labelWords } from './label.ts';
import type { LoadingPlan } from './loading-plan.ts';
import { hasMemberExpiry, LastMemberExpiry } from './member-expiry.ts';
import { canWriteInPieces } from './pieces/can-write-in-pieces.ts';
import { LongestElement } from './pieces/limit-check.ts';
import { chunksOf } from './source-chunks.ts';

/** Values longer than this are not held in memory: they stream into a RESTORE whose length was measured before. */
export const STREAM_ABOVE = 1024 * 1024;

/** A value too long to be held in memory. */
export type LongValue = {
  /** Its key's number in the file, from 0. */
  ordinal: number;
  /** Raw bytes of the value. */
  bytes: number;
  /** When its last member expires (Dragonfly), Unix milliseconds; infinite for all else. */
  lastMemberExpiry: number;
};

class Measurer implements RdbVisitor {
  readonly long: LongValue[] = [];
  #ordinal = -1;
  #bytes = 0;
  #expiry: LastMemberExpiry | null = null;

  keyBegin({ type }: RdbEntry): void {
    this.#ordinal += 1;
    this.#bytes = 0;
    this.#expiry = hasMemberExpiry(type) ? new LastMemberExpiry(type) : null;
  }
  valueBytes(chunk: Uint8Array, start: number, end: number): void {
    this.#bytes += end - start;
    this.#expiry?.write(chunk, start, end);
  }
  keyEnd(): void {
    if (this.#bytes <= STREAM_ABOVE) return;
    const lastMemberExpiry = this.#expiry?.end() ?? Number.POSITIVE_INFINITY;
    this.long.push({ ordinal: this.#ordinal, bytes: this.#bytes, lastMemberExpiry });
  }
}

/** Whether a value of so many raw bytes is above what the target takes as one argument. */
export const needsPieces = (bytes: number, { maxBulkBytes }: LoadingPlan): boolean =>
  bytes + PAYLOAD_OVERHEAD > maxBulkBytes;

/** Looks into the values that must be written in pieces, and refuses those of which that cannot be done. */
class PieceChecker implements RdbVisitor {
  readonly #plan: LoadingPlan;
  readonly #long: readonly LongValue[];
  #ordinal = -1;
  #next = 0;
  #longest: LongestElement | null = null;
  #words = '';

  constructor(plan: LoadingPlan, long: readonly LongValue[]) {
    this.#plan = plan;
    this.#long = long.filter(({ bytes }) => needsPieces(bytes, plan));
  }
  keyBegin({ key, type }: RdbEntry): void {
    this.#ordinal += 1;
    this.#longest = null;
    const long = this.#long[this.#next];
    if (long?.ordinal !== this.#ordinal) return;
    this.#next += 1;
    this.#words = labelWords({ key, type: `type ${type}, ${bytesWords(long.bytes)}` });
    if (!canWriteInPieces(type, this.#plan.magic)) throw this.#refusal('cannot be written in pieces');
    this.#longest = new LongestElement(type);
  }
  valueBytes(chunk: Uint8Array, start: number, end: number): void {
    this.#longest?.write(chunk, start, end);
  }
  keyEnd(): void {
    if (this.#longest && this.#longest.end() > this.#plan.maxBulkBytes) {
      throw this.#refusal('has an element above it');
    }
  }
  #refusal(why: string): AmberError {
    const limit = bytesWords(this.#plan.maxBulkBytes);
    const text = `The ${this.#words} is above the target's limit of ${limit} for one value and ${why}`;
    return new AmberError('preflight-refused', `${text}; raise proto-max-bulk-len on the target`);
  }
}

const pass = async (source: ByteSource, run: Run, visitor: RdbVisitor): Promise<RdbFacts> => {
  const parser = new RdbParser(visitor);
  for await (const chunk of chunksOf(source, run.signal)) {
    parser.write(chunk);
    run.progress({ phase: 'Reading the backup', bytes: parser.bytes, keys: parser.keys });
  }
  return parser.end();
};

/** Reads the whole artefact: RESTORE needs a value's length before its first byte. */
export const measureValues = async (
  source: ByteSource,
  run: Run,
): Promise<{ facts: RdbFacts; long: LongValue[] }> => {
  const measurer = new Measurer();
  const facts = await pass(source, run, measurer);
  return { facts, long: measurer.long };
};

/** Throws `preflight-refused`, naming the key, when a value fits the target neither whole nor in pieces. */
export const checkPieces = async (
  source: ByteSource,
  run: Run,
  plan: LoadingPlan,
  long: readonly LongValue[],
): Promise<void> => {
  if (long.some(({ bytes }) => needsPieces(bytes, plan)))
    await pass(source, run, new PieceChecker(plan, long));
};
