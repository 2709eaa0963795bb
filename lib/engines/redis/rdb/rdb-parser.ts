import { AmberError } from '#lib/domain/errors';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { AuxReader } from './aux-reader.ts';
import type { ByteCursor } from './byte-cursor.ts';
import { ChunkSeam } from './chunk-seam.ts';
import { PAYLOAD_OVERHEAD } from './dump-payload.ts';
import { FileEnd } from './file-end.ts';
import { malformed } from './length-decoding.ts';
import { RdbFactsCollector } from './rdb-facts-collector.ts';
import { readRdbHeader } from './rdb-header.ts';
import { OPCODE } from './rdb-opcodes.ts';
import { shapeCodes } from './rdb-shapes.ts';
import { type RdbMagic, typeWord } from './rdb-types.ts';
import type { RdbVisitor } from './rdb-visitor.ts';
import { readDatabaseNumber, readExpiry } from './record-fields.ts';
import { ShapeReader } from './shape-reader.ts';
import { StringReader } from './string-reader.ts';
import { unknownRecord } from './unknown-record.ts';

const MEGABYTE = 1024 * 1024;
/** Redis wrote no checksum before this version. */
const FIRST_CHECKED_VERSION = 5;
/** Metadata of keys came with Redis 8.6. */
const FIRST_KEY_META_VERSION = 13;
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

/**
 * Reads an RDB file pushed in chunks that are cut anywhere: all versions of Redis up to 14 (Redis 8.8), Valkey's 80,
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
  readonly #seam = new ChunkSeam((cursor) => this.#run(cursor));
  readonly #value: ShapeReader;
  readonly #key = new StringReader(512 * MEGABYTE, 'a key');
  readonly #library = new StringReader(512 * MEGABYTE, 'a function library');
  readonly #aux: AuxReader;
  readonly #end = new FileEnd();
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
      checksum: this.#end.verdict,
    });
  }

  #take(chunk: Uint8Array): void {
    const base = this.bytes;
    this.bytes += chunk.length;
    this.#seam.take(chunk, base);
    if (this.#state === STATE.value) this.#key.keep();
    this.#end.add(chunk, base);
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
    if (shape === undefined || code >= OPCODE.dragonflyMarks) return this.#readOpcode(cursor, code, shape);
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
        this.#end.coverTo(cursor.offset);
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
    const time = readExpiry(cursor, code);
    if (time === null) return false;
    this.#expireAt = time;
    return true;
  }

  #readDatabase(cursor: ByteCursor): boolean {
    const from = cursor.position;
    const database = readDatabaseNumber(cursor);
    if (database === null) return false;
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
      if (!this.#end.readStored(cursor)) return false;
      this.#state = STATE.done;
    }
    this.#end.readPadding(cursor, this.#facts.isDragonfly);
    return false;
  }
}
