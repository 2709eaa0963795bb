import { Aside } from './aside.ts';
import { PartialLine } from './partial-line.ts';
import { RespError } from './resp-error.ts';
import type { RespHandler } from './resp-handler.ts';
import { endOfLine, readDouble, readInteger, readLength } from './resp-lines.ts';

export type RespLimits = {
  /** Bulk strings longer than this go to the handler in pieces, where it takes them so. */
  streamAbove: number;
  /** Longest bulk string that is collected in memory. */
  collectAtMost: number;
};

const DEFAULT_LIMITS: RespLimits = { streamAbove: 1 << 20, collectAtMost: 64 << 20 };
const MAX_DEPTH = 32;
const CR = 13;
const LF = 10;

/**
 * Reads RESP2 (and tolerates RESP3) from chunks cut anywhere, in place: only what straddles two chunks is copied.
 * Protocol: https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export class RespParser {
  /** Takes the events of the reply at hand. May be changed in `onReply`. */
  handler: RespHandler;
  readonly #onReply: () => void;
  readonly #limits: RespLimits;

  /** Elements still to come, by depth of nesting. */
  readonly #left: number[] = [];
  #depth = 0;
  /** A line whose end has not come yet. */
  readonly #line = new PartialLine();
  /** Bytes of a bulk string still to come; -1: not inside one. */
  #bulkLeft = -1;
  /** Bytes of the CRLF behind it still to come. */
  #tail = 0;
  #collected: Buffer | null = null;
  #bulkIsError = false;
  /** Takes what is inside a push or an attribute, which are no replies. */
  readonly #aside = new Aside();
  #isAside = false;

  constructor(handler: RespHandler, onReply: () => void, limits: Partial<RespLimits> = {}) {
    this.handler = handler;
    this.#onReply = onReply;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** True between two top-level replies. */
  get idle(): boolean {
    return this.#depth === 0 && this.#bulkLeft < 0 && this.#tail === 0 && this.#line.isEmpty;
  }

  push(chunk: Buffer): void {
    let at = 0;
    const end = chunk.length;
    while (at < end) {
      if (this.#bulkLeft > 0) at = this.#continueBulk(chunk, at);
      else if (this.#tail > 0) at = this.#continueTail(chunk, at);
      else if (!this.#line.isEmpty) at = this.#continueLine(chunk, at);
      else at = this.#element(chunk, at, end);
    }
  }

  /** One element that begins at `at`, or as much of it as the chunk holds. */
  #element(chunk: Buffer, at: number, end: number): number {
    const lineEnd = endOfLine(chunk, at, end);
    if (lineEnd < 0) {
      // What is no RESP is known by its first byte: waiting for its line's end might take for ever.
      if (!isType(chunk[at]!)) throw this.#foreign(chunk, at);
      if (chunk.includes(LF, at)) throw new RespError('a line ends without CR');
      this.#line.add(chunk, at, end);
      return end;
    }
    return this.#header(chunk, at, lineEnd);
  }

  /** A whole line `chunk[at, lineEnd)` with its CRLF behind it; gives where the next thing begins. */
  #header(chunk: Buffer, at: number, lineEnd: number): number {
    const next = lineEnd + 2;
    switch (chunk[at]) {
      case 36: // $
        return this.#bulk(chunk, next, readLength(chunk, at + 1, lineEnd), false);
      case 58: // :
        this.#target().integer(readInteger(chunk, at + 1, lineEnd));
        break;
      case 43: // +
        this.#target().status(chunk.toString('utf8', at + 1, lineEnd));
        break;
      case 45: // -
        this.#target().error(chunk.toString('utf8', at + 1, lineEnd));
        break;
      case 42: // *
      case 126: // ~
        this.#array(readLength(chunk, at + 1, lineEnd));
        return next;
      case 37: // %
        this.#array(2 * readLength(chunk, at + 1, lineEnd));
        return next;
      case 61: // =, its text is preceded by its format: txt:
        return this.#bulk(chunk, next, readLength(chunk, at + 1, lineEnd), false);
      case 33: // !
        return this.#bulk(chunk, next, readLength(chunk, at + 1, lineEnd), true);
      case 62: // >
      case 124: // |
        this.#beside(chunk[at]!, readLength(chunk, at + 1, lineEnd));
        return next;
      default:
        this.#rare(chunk, at, lineEnd);
    }
    this.#elementDone();
    return next;
  }

  /** RESP3's scalars. */
  #rare(chunk: Buffer, at: number, lineEnd: number): void {
    const text = chunk.toString('latin1', at + 1, lineEnd);
    const type = chunk[at];
    if (type === 95) this.#target().nil();
    else if (type === 35 && (text === 't' || text === 'f')) this.#target().scalar?.(text === 't');
    else if (type === 44) this.#target().scalar?.(readDouble(text));
    else if (type === 40 && /^-?\d{1,4096}$/.test(text)) this.#target().integer(BigInt(text));
    else throw this.#foreign(chunk, at);
  }

  #bulk(chunk: Buffer, at: number, length: number, isError: boolean): number {
    if (length < 0) {
      this.#target().nil();
      this.#elementDone();
      return at;
    }
    const target = this.#target();
    const streams = length > this.#limits.streamAbove && !isError && target.bulkBegin !== undefined;
    const end = at + length;
    if (!streams && end + 2 <= chunk.length) {
      if (chunk[end] !== CR || chunk[end + 1] !== LF)
        throw new RespError('a string is longer than announced');
      if (isError) target.error(chunk.toString('utf8', at, end));
      else target.bulk(chunk, at, end);
      this.#elementDone();
      return end + 2;
    }
    if (!streams && length > this.#limits.collectAtMost) {
      throw new RespError(`a string of ${length} bytes is larger than this command can answer`);
    }
    this.#bulkIsError = isError;
    this.#tail = 2;
    this.#bulkLeft = length;
    if (streams) target.bulkBegin!(length);
    else this.#collected = Buffer.allocUnsafe(length);
    if (length === 0) this.#bulkComplete();
    return at;
  }

  #continueBulk(chunk: Buffer, at: number): number {
    const stop = Math.min(chunk.length, at + this.#bulkLeft);
    const collected = this.#collected;
    if (collected === null) this.#target().bulkPiece?.(chunk, at, stop);
    else chunk.copy(collected, collected.length - this.#bulkLeft, at, stop);
    this.#bulkLeft -= stop - at;
    if (this.#bulkLeft === 0) this.#bulkComplete();
    return stop;
  }

  /** All bytes are there; the string is only told when its CRLF has come too. */
  #bulkComplete(): void {
    this.#bulkLeft = -1;
  }

  #continueTail(chunk: Buffer, at: number): number {
    if (chunk[at] !== (this.#tail === 2 ? CR : LF)) throw new RespError('a string is longer than announced');
    this.#tail -= 1;
    if (this.#tail > 0) return at + 1;
    const collected = this.#collected;
    this.#collected = null;
    if (collected === null) this.#target().bulkEnd?.();
    else if (this.#bulkIsError) this.#target().error(collected.toString('utf8'));
    else this.#target().bulk(collected, 0, collected.length);
    this.#elementDone();
    return at + 1;
  }

  #array(count: number): void {
    if (count < 0) {
      this.#target().nil();
      this.#elementDone();
      return;
    }
    this.#target().array(count);
    if (count === 0) {
      this.#elementDone();
      return;
    }
    if (this.#depth === MAX_DEPTH) throw new RespError('a reply is nested too deeply');
    this.#left[this.#depth] = count;
    this.#depth += 1;
  }

  /** Pushes and attributes stand beside the replies: their content is read and dropped. */
  #beside(type: number, count: number): void {
    if (this.#depth > 0 || count < 0) throw new RespError('a push or an attribute stands inside a reply');
    const elements = type === 124 ? 2 * count : count;
    this.#aside.array();
    if (elements === 0) return;
    this.#isAside = true;
    this.#left[0] = elements;
    this.#depth = 1;
  }

  #elementDone(): void {
    while (this.#depth > 0) {
      const left = this.#left[this.#depth - 1]! - 1;
      this.#left[this.#depth - 1] = left;
      if (left > 0) return;
      this.#depth -= 1;
    }
    if (this.#isAside) {
      this.#isAside = false;
      return;
    }
    this.#aside.reset();
    this.#onReply();
  }

  #target(): RespHandler {
    return this.#isAside ? this.#aside : this.handler;
  }

  #continueLine(chunk: Buffer, at: number): number {
    const { stop, isWhole } = this.#line.addRest(chunk, at);
    if (isWhole) {
      const line = this.#line.take();
      this.#header(line, 0, line.length);
    }
    return stop;
  }

  #foreign(chunk: Buffer, at: number): RespError {
    return new RespError('unexpected bytes', chunk.toString('latin1', at, Math.min(chunk.length, at + 64)));
  }
}

const TYPES = new Set(Buffer.from('$:+-*~%=!>|_#,('));
const isType = (byte: number): boolean => TYPES.has(byte);
