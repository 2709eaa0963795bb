import { Crc64 } from '#lib/engines/redis/rdb/crc64';
import type { RdbEntry, RdbVisitor } from '#lib/engines/redis/rdb/rdb-visitor';
import { Loaded, type WrittenDatabase } from './loaded.ts';
import type { LoadingPlan } from './loading-plan.ts';
import { type LongValue, needsPieces } from './measure-values.ts';
import { hasMemberExpiry, LastMemberExpiry } from './member-expiry.ts';
import { writeCommand } from './pieces/piece-commands.ts';
import { PieceWriter } from './pieces/piece-writer.ts';
import type { Pipeline } from './pipeline.ts';
import { Spill } from './spill.ts';
import { StreamedRestore } from './streamed-restore.ts';
import { writeRestore } from './write-restore.ts';

/** Where the bytes of the present value go. */
type ValueWriter = { write(chunk: Uint8Array, start: number, end: number): void; end(): void };

/** Turns what the parser reads into commands for the target. */
export class KeyLoader implements RdbVisitor {
  readonly loaded = new Loaded();
  /** The target's time, Unix milliseconds: set it now and then. */
  now = 0;

  readonly #pipeline: Pipeline;
  readonly #plan: LoadingPlan;
  readonly #long: readonly LongValue[];
  readonly #clockOffset: number;
  readonly #crc = new Crc64();
  #ordinal = -1;
  #nextLong = 0;
  #database = 0;
  #written: WrittenDatabase = { keys: 0, nextExpiry: 0 };

  #key: Uint8Array = new Uint8Array(0);
  #type = 0;
  #expireAt: number | null = null;
  /** The key is left out. */
  #skipped = false;
  /** For values that do not pass through memory as a whole. */
  #writer: ValueWriter | null = null;
  /** Part of the value in the present chunk; what came in earlier chunks is spilled. */
  #chunk: Uint8Array | null = null;
  #start = 0;
  #end = 0;
  readonly #spill = new Spill(64 * 1024);
  /** The key lies in the present chunk and must be copied when that ends. */
  #borrowed = false;

  constructor(
    pipeline: Pipeline,
    plan: LoadingPlan,
    { long, clockOffset }: { long: readonly LongValue[]; clockOffset: number },
  ) {
    this.#pipeline = pipeline;
    this.#plan = plan;
    this.#long = long;
    this.#clockOffset = clockOffset;
    this.#written = this.loaded.database(0);
  }

  functionLibrary(code: Uint8Array): void {
    if (!this.#plan.functions) {
      this.loaded.droppedFunctions += 1;
      return;
    }
    writeCommand(this.#pipeline, ['FUNCTION', 'LOAD', 'REPLACE', code]);
    this.loaded.functions += 1;
  }

  keyBegin({ database, key, type, expireAt }: RdbEntry): void {
    this.#ordinal += 1;
    this.#key = key;
    this.#borrowed = true;
    this.#type = type;
    this.#expireAt = expireAt;
    this.#skipped = false;
    this.#writer = null;
    const long = this.#takeLong();
    if (expireAt !== null && expireAt <= this.now) {
      this.loaded.expiredKeys += 1;
      this.#skipped = true;
      return;
    }
    if (expireAt !== null) this.#clampExpiry(expireAt);
    if (database !== this.#database) this.#select(database);
    if (long) this.#writer = this.#writerFor(long);
  }

  valueBytes(chunk: Uint8Array, start: number, end: number): void {
    if (this.#skipped) return;
    if (this.#writer) {
      this.#writer.write(chunk, start, end);
      return;
    }
    if (this.#chunk) this.#spillPart();
    this.#chunk = chunk;
    this.#start = start;
    this.#end = end;
  }

  keyEnd(): void {
    if (this.#skipped) return;
    if (this.#writer) this.#writer.end();
    else if (!this.#writeWhole()) return;
    const written = this.#written;
    written.keys += 1;
    if (this.#expireAt !== null && this.#expireAt < written.nextExpiry) written.nextExpiry = this.#expireAt;
  }

  /** KeyDB: the member of the key that has just ended. */
  memberExpiry(member: Uint8Array, expireAt: number): void {
    if (this.#skipped) return;
    if (!this.#plan.memberExpiries) {
      this.loaded.droppedMemberExpiries += 1;
      return;
    }
    writeCommand(this.#pipeline, ['PEXPIREMEMBERAT', this.#key, member, String(expireAt)]);
  }

  /** The chunk that was parsed is about to go: what is still needed of it is copied. */
  endChunk(): void {
    if (this.#borrowed) {
      this.#key = Uint8Array.from(this.#key);
      this.#borrowed = false;
    }
    if (this.#chunk) this.#spillPart();
  }

  #takeLong(): LongValue | null {
    const long = this.#long[this.#nextLong];
    if (long?.ordinal !== this.#ordinal) return null;
    this.#nextLong += 1;
    return long;
  }

  /** Dragonfly shortens by itself what is too far ahead; what no number holds exactly is shortened here. */
  #clampExpiry(expireAt: number): void {
    const isClamped = this.#plan.dragonfly
      ? Loaded.isClamped(expireAt, this.now)
      : expireAt > Number.MAX_SAFE_INTEGER;
    if (isClamped) this.loaded.clampedExpiries += 1;
    if (expireAt > Number.MAX_SAFE_INTEGER) this.#expireAt = Number.MAX_SAFE_INTEGER;
  }

  #select(database: number): void {
    writeCommand(this.#pipeline, ['SELECT', String(database)]);
    this.#database = database;
    this.#written = this.loaded.database(database);
  }

  #writerFor(long: LongValue): ValueWriter | null {
    if (long.lastMemberExpiry <= this.now) {
      this.loaded.expiredHashes += 1;
      this.#skipped = true;
      return null;
    }
    const key = Uint8Array.from(this.#key);
    const head = { key, type: this.#type, expireAt: this.#expireAt };
    if (needsPieces(long.bytes, this.#plan))
      return new PieceWriter(this.#pipeline, { ...head, membersExpired: this.#membersExpired() });
    return new StreamedRestore(this.#pipeline, {
      ...head,
      footer: this.#plan.footers[this.#type]!,
      bytes: long.bytes,
      crc: this.#crc,
      foreseen: this.#expiredOnTheWay(long.lastMemberExpiry),
    });
  }

  #spillPart(): void {
    this.#spill.add(this.#chunk!, this.#start, this.#end);
    this.#chunk = null;
  }

  /** One RESTORE of the value that is now whole; false when it is left out. */
  #writeWhole(): boolean {
    const spill = this.#spill;
    if (spill.length > 0 && this.#chunk) this.#spillPart();
    const chunk = this.#chunk ?? spill.bytes;
    const [start, end] = this.#chunk ? [this.#start, this.#end] : [0, spill.length];
    this.#chunk = null;
    spill.clear();
    const type = this.#type;
    const value = {
      key: this.#key,
      type,
      expireAt: this.#expireAt,
      footer: this.#plan.footers[type]!,
      chunk,
      start,
      end,
    };
    if (hasMemberExpiry(type)) return this.#writeWithMembers(value);
    writeRestore(this.#pipeline, value);
    this.#pipeline.countKey();
    this.#pipeline.endCommand();
    return true;
  }

  /** Dragonfly answers `Internal error` to a value whose members have all expired, and the old key is gone with it. */
  #writeWithMembers(value: Parameters<typeof writeRestore>[1]): boolean {
    const members = new LastMemberExpiry(value.type);
    members.write(value.chunk, value.start, value.end);
    const last = members.end();
    if (last <= this.now) {
      this.loaded.expiredHashes += 1;
      return false;
    }
    writeRestore(this.#pipeline, value);
    this.#pipeline.countKey();
    if (last === Number.POSITIVE_INFINITY) {
      this.#pipeline.endCommand();
      return true;
    }
    this.#pipeline.endForeseen(this.#expiredOnTheWay(last));
    return true;
  }

  /** For a refusal by Dragonfly: whether it came because the last member expired on the way. */
  #expiredOnTheWay(last: number): (words: string) => boolean {
    const membersExpired = this.#membersExpired();
    return (words) => /internal error/i.test(words) && membersExpired(last);
  }

  /** Told when the last member of the present key expires: when that has passed, counts the key as expired. */
  #membersExpired(): (last: number) => boolean {
    const written = this.#written;
    return (last) => {
      if (last > Date.now() + this.#clockOffset) return false;
      this.loaded.expiredHashes += 1;
      this.loaded.refusedKeys += 1;
      written.keys -= 1;
      return true;
    };
  }
}
