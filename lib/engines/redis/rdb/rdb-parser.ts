import { AmberError } from '#lib/domain/errors';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { AuxReader } from './aux-reader.ts';
import { ByteCursor, copyBytes } from './byte-cursor.ts';
import { PAYLOAD_OVERHEAD } from './dump-payload.ts';
import { FileChecksum } from './file-checksum.ts';
import { MAX_PART_BYTES, malformed, readLength, SHORT } from './length-decoding.ts';
import { RdbFactsCollector } from './rdb-facts-collector.ts';
import { readRdbHeader } from './rdb-header.ts';
import { OPCODE } from './rdb-opcodes.ts';
import { shapeCodes } from './rdb-shapes.ts';
import { type RdbMagic, typeWord } from './rdb-types.ts';
import type { RdbVisitor } from './rdb-visitor.ts';
import { ShapeReader } from './shape-reader.ts';
import { StringReader } from './string-reader.ts';
import { unknownRecord } from './unknown-record.ts';

const MEGABYTE = 1024 * 1024;
const NOTHING = new Uint8Array(0);
/** Redis wrote no checksum before this version. */
const FIRST_CHECKED_VERSION = 5;
/** Metadata of keys came with Redis 8.6. */
const FIRST_KEY_META_VERSION = 13;
const MOST_DATABASES = 2 ** 31;

const STATE = {
  header: 0,
  record: 1,
  key: 2,
  value: 3,
  skip: 4,
  aux: 5,
  function: 6,
  checksum: 7,
  done: 8,
} as const;

const littleEndian32 = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

/**
 * Reads an RDB file pushed in chunks that are cut anywhere: all versions of Redis up to 13 (Redis 8.6), Valkey's 80,
 * KeyDB's member expiries, Dragonfly's types. It follows `rdb.c` of Redis and Valkey. Values pass through: only keys,
 * function libraries, aux fields and at most 32 bytes between two chunks are held. Throws AmberError with the offset:
 * `malformed`, `unknown-type`, `unsupported-version`, `checksum`, and from `end()` `truncated`; nothing after an error
 * is read.
 */
export class RdbParser {
  /** Bytes written so far. */
  bytes = 0;
  readonly #visitor: RdbVisitor;
  readonly #facts: RdbFactsCollector;
  readonly #cursor = new ByteCursor();
  readonly #value: ShapeReader;
  readonly #key = new StringReader(512 * MEGABYTE, 'a key');
  readonly #library = new StringReader(512 * MEGABYTE, 'a function library');
  readonly #aux: AuxReader;
  readonly #checksum = new FileChecksum();
  #state: number = STATE.header;
  #magic: RdbMagic = 'REDIS';
  #version = 0;
  #shapes: readonly (Int32Array | undefined)[] = [];
  #type = 0;
  #expireAt: number | null = null;
  /** Offset in the file at which the value begins. */
  #valueOffset = 0;
  /** Where in the bytes at hand the part of the value begins that the visitor has not seen. */
  #valueFrom = 0;
  /** The beginning of a part that the last chunk cut. */
  #carry: Uint8Array = NOTHING;
  #failure: unknown = null;

  constructor(visitor: RdbVisitor = {}, now: number = Date.now()) {
    this.#visitor = visitor;
    this.#facts = new RdbFactsCollector(now);
    this.#aux = new AuxReader(this.#facts, visitor);
    this.#value = new ShapeReader((name) => this.#facts.module(name));
  }

  /** Keys read to their end so far. */
  get keys(): number {
    return this.#facts.keys;
  }

  write(chunk: Uint8Array): void {
    if (this.#failure !== null) throw this.#failure;
    try {
      this.#take(chunk);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  end(): RdbFacts {
    if (this.#failure !== null) throw this.#failure;
    if (this.#state !== STATE.done)
      throw new AmberError('truncated', `The RDB file ends after ${this.bytes} bytes, before its end mark.`, {
        offset: this.bytes,
      });
    return this.#facts.finish({
      magic: this.#magic,
      version: this.#version,
      bytes: this.bytes,
      checksum: this.#checksum.verdict,
    });
  }

  #take(chunk: Uint8Array): void {
    const base = this.bytes;
    this.bytes += chunk.length;
    const from = this.#carry.length === 0 ? 0 : this.#joinCarry(chunk, base);
    if (from < chunk.length) {
      this.#cursor.set(chunk, from, base);
      this.#run(this.#cursor);
      if (this.#cursor.position < chunk.length)
        this.#carry = copyBytes(chunk, this.#cursor.position, chunk.length);
    }
    if (this.#state === STATE.value) this.#key.keep();
    this.#checksum.add(chunk, base);
  }

  /** Reads on over the seam between two chunks; returns how much of `chunk` that took. */
  #joinCarry(chunk: Uint8Array, base: number): number {
    const carried = this.#carry.length;
    const taken = Math.min(chunk.length, MAX_PART_BYTES);
    const joined = new Uint8Array(carried + taken);
    joined.set(this.#carry);
    joined.set(chunk.subarray(0, taken), carried);
    this.#carry = NOTHING;
    this.#cursor.set(joined, 0, base - carried);
    this.#run(this.#cursor);
    if (taken < chunk.length) return this.#cursor.position - carried;
    this.#carry = joined.subarray(this.#cursor.position);
    return chunk.length;
  }

  #run(cursor: ByteCursor): void {
    this.#valueFrom = cursor.position;
    while (this.#step(cursor));
  }

  /** Goes on by one part; false when the bytes at hand do not hold the next one whole. */
  #step(cursor: ByteCursor): boolean {
    switch (this.#state) {
      case STATE.record:
        return this.#readRecord(cursor);
      case STATE.key:
        return this.#readKey(cursor);
      case STATE.value:
        return this.#readValue(cursor);
      case STATE.skip:
        return this.#value.read(cursor) && this.#goTo(STATE.record);
      case STATE.aux:
        return this.#aux.read(cursor) && this.#goTo(STATE.record);
      case STATE.function:
        return this.#readFunction(cursor);
      case STATE.header:
        return this.#readHeader(cursor);
      default:
        return this.#readEnd(cursor);
    }
  }

  #goTo(state: number): true {
    this.#state = state;
    return true;
  }

  #readHeader(cursor: ByteCursor): boolean {
    const header = readRdbHeader(cursor);
    if (header === null) return false;
    this.#magic = header.magic;
    this.#version = header.version;
    this.#shapes = shapeCodes(header.magic);
    return this.#goTo(STATE.record);
  }

  #readRecord(cursor: ByteCursor): boolean {
    if (cursor.position >= cursor.end) return false;
    const code = cursor.bytes[cursor.position]!;
    const shape = this.#shapes[code];
    if (shape === undefined || code >= OPCODE.slotImportOrKeyMeta)
      return this.#readOpcode(cursor, code, shape);
    cursor.position += 1;
    this.#type = code;
    this.#value.begin(shape);
    this.#state = STATE.key;
    return this.#readKey(cursor);
  }

  #readOpcode(cursor: ByteCursor, code: number, shape: Int32Array | undefined): boolean {
    switch (code) {
      case OPCODE.expireMs:
      case OPCODE.expireSeconds:
        return this.#readExpiry(cursor, code);
      case OPCODE.selectDb:
        return this.#readDatabase(cursor);
      case OPCODE.eof:
        cursor.position += 1;
        this.#checksum.coverTo(cursor.offset);
        return this.#goTo(this.#version < FIRST_CHECKED_VERSION ? STATE.done : STATE.checksum);
      case OPCODE.aux:
      case OPCODE.function2:
        cursor.position += 1;
        return this.#goTo(code === OPCODE.aux ? STATE.aux : STATE.function);
    }
    const early = code === OPCODE.slotImportOrKeyMeta && this.#version < FIRST_KEY_META_VERSION;
    if (shape === undefined || early) throw unknownRecord(code, cursor.offset);
    cursor.position += 1;
    this.#value.begin(shape);
    return this.#goTo(STATE.skip);
  }

  #readExpiry(cursor: ByteCursor, code: number): boolean {
    const size = code === OPCODE.expireMs ? 9 : 5;
    if (cursor.position + size > cursor.end) return false;
    const at = cursor.position + 1;
    const time =
      size === 5
        ? littleEndian32(cursor.bytes, at) * 1000
        : littleEndian32(cursor.bytes, at + 4) * 0x100000000 + (littleEndian32(cursor.bytes, at) >>> 0);
    // A time beyond the year 287,000 is as good as that one, and stays a whole number.
    this.#expireAt = Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, time));
    cursor.position += size;
    return true;
  }

  #readDatabase(cursor: ByteCursor): boolean {
    const from = cursor.position;
    cursor.position += 1;
    const database = readLength(cursor);
    if (database === SHORT) {
      cursor.position = from;
      return false;
    }
    if (database >= MOST_DATABASES) throw malformed(cursor, `database number ${database}`, from);
    if (!this.#facts.selectDatabase(database)) throw malformed(cursor, 'too many databases', from);
    return true;
  }

  #readKey(cursor: ByteCursor): boolean {
    if (!this.#key.read(cursor)) return false;
    this.#valueFrom = cursor.position;
    this.#valueOffset = cursor.offset;
    this.#visitor.keyBegin?.({
      database: this.#facts.database,
      key: this.#key.plain(),
      type: this.#type,
      expireAt: this.#expireAt,
    });
    this.#state = STATE.value;
    return this.#readValue(cursor);
  }

  #readValue(cursor: ByteCursor): boolean {
    const whole = this.#value.read(cursor);
    if (this.#visitor.valueBytes && cursor.position > this.#valueFrom)
      this.#visitor.valueBytes(cursor.bytes, this.#valueFrom, cursor.position);
    this.#valueFrom = cursor.position;
    if (!whole) return false;
    const payloadBytes = cursor.offset - this.#valueOffset + PAYLOAD_OVERHEAD;
    this.#facts.key(this.#type, this.#expireAt);
    if (payloadBytes > this.#facts.largestFrom)
      this.#facts.large(this.#key.plain(), typeWord(this.#type, this.#magic) ?? '', payloadBytes);
    this.#expireAt = null;
    this.#visitor.keyEnd?.();
    return this.#goTo(STATE.record);
  }

  #readFunction(cursor: ByteCursor): boolean {
    if (!this.#library.read(cursor)) return false;
    this.#facts.functionLibrary();
    this.#visitor.functionLibrary?.(this.#library.plain());
    return this.#goTo(STATE.record);
  }

  #readEnd(cursor: ByteCursor): boolean {
    if (this.#state === STATE.checksum) {
      if (!this.#checksum.readStored(cursor)) return false;
      this.#state = STATE.done;
    }
    if (cursor.position < cursor.end) throw malformed(cursor, 'bytes after the end mark');
    return false;
  }
}
