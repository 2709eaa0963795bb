import type { ByteCursor } from './byte-cursor.ts';
import {
  malformed,
  readLength,
  readNumber,
  readSkippedString,
  SHORT,
  skipNumber,
} from './length-decoding.ts';
import { metadataClassName, moduleName } from './module-name.ts';
import { STEP } from './shape-code.ts';
import {
  readArrayElement,
  readArrayHead,
  readCounters,
  readDragonflyMarks,
  readTextDouble,
} from './sized-parts.ts';

/** `RDB_MODULE_OPCODE_…`. */
const MODULE = { eof: 0, sint: 1, uint: 2, float: 3, double: 4, string: 5 } as const;

const MOST_NESTED = 4;

/**
 * Steps over one value (or record) after another by its shape, in as many pieces as it comes. Nothing of the value is
 * kept: what is remembered between two calls is the place in the shape and a few counters.
 */
export class ShapeReader {
  readonly #onModule: (name: string) => void;
  #code: Int32Array = new Int32Array(1);
  #at = 0;
  /** Bytes still to step over before the next instruction. */
  #skip = 0;
  /** Strings still to step over within `strings`; -1: its count is not read yet. */
  #strings = -1;
  /** Bytes that `pieces`, or elements that `array` still announces; -1: its total is not read yet. */
  #pieces = -1;
  /** Times left of each enclosing `repeat`. */
  readonly #left = new Float64Array(MOST_NESTED);
  #depth = 0;
  #module = -1n;

  constructor(onModule: (name: string) => void) {
    this.#onModule = onModule;
  }

  begin(code: Int32Array): void {
    this.#code = code;
    this.#at = 0;
  }

  /** True when the whole value has been passed, false when the bytes ran out before. */
  read(cursor: ByteCursor): boolean {
    for (;;) {
      if (this.#skip > 0 && !this.#pass(cursor)) return false;
      const step = this.#code[this.#at]!;
      if (step === STEP.end) return true;
      if (step === STEP.string) {
        const length = readSkippedString(cursor);
        if (length === SHORT) return false;
        this.#skip = length;
        this.#at += 1;
      } else if (!this.#take(step, cursor)) return false;
    }
  }

  #pass(cursor: ByteCursor): boolean {
    const rest = cursor.end - cursor.position;
    if (this.#skip > rest) {
      this.#skip -= rest;
      cursor.position = cursor.end;
      return false;
    }
    cursor.position += this.#skip;
    this.#skip = 0;
    return true;
  }

  /** One instruction; false when its bytes are not all there. */
  #take(step: number, cursor: ByteCursor): boolean {
    switch (step) {
      case STEP.strings:
        return this.#takeStrings(cursor);
      case STEP.number:
        return skipNumber(cursor) && this.#next(1);
      case STEP.raw:
        this.#skip = this.#code[this.#at + 1]!;
        return this.#next(2);
      case STEP.repeat:
        return this.#enter(cursor);
      case STEP.again:
        return this.#again();
      case STEP.textDouble:
        return this.#skipTo(readTextDouble(cursor));
      case STEP.moduleId:
        return this.#takeModuleId(cursor);
      case STEP.metadataClass:
        return this.#takeMetadataClass(cursor);
      case STEP.moduleValues:
        return this.#takeModuleValue(cursor);
      case STEP.pieces:
        return this.#takePieces(cursor);
      case STEP.array:
        return this.#takeArray(cursor);
      case STEP.dragonflyMarks:
        return this.#skipTo(readDragonflyMarks(cursor));
      default:
        return this.#skipTo(readCounters(cursor));
    }
  }

  /** On to the next instruction, with so many bytes before it. */
  #skipTo(bytes: number): boolean {
    if (bytes === SHORT) return false;
    this.#skip = bytes;
    return this.#next(1);
  }

  #next(width: number): true {
    this.#at += width;
    return true;
  }

  #enter(cursor: ByteCursor): boolean {
    const count = readLength(cursor);
    if (count === SHORT) return false;
    if (count === 0) {
      this.#at = this.#code[this.#at + 1]!;
      return true;
    }
    this.#left[this.#depth] = count;
    this.#depth += 1;
    return this.#next(2);
  }

  #again(): true {
    const level = this.#depth - 1;
    const left = this.#left[level]! - 1;
    if (left > 0) {
      this.#left[level] = left;
      this.#at = this.#code[this.#at + 1]!;
      return true;
    }
    this.#depth = level;
    return this.#next(2);
  }

  #takeStrings(cursor: ByteCursor): boolean {
    if (this.#strings < 0) {
      const count = readLength(cursor);
      if (count === SHORT) return false;
      this.#strings = count * this.#code[this.#at + 1]!;
    }
    let strings = this.#strings;
    while (strings > 0) {
      const length = readSkippedString(cursor);
      if (length === SHORT) break;
      strings -= 1;
      if (length <= cursor.end - cursor.position) cursor.position += length;
      else {
        this.#skip = length;
        break;
      }
    }
    this.#strings = strings;
    if (strings > 0) return this.#skip > 0 && this.#pass(cursor);
    this.#strings = -1;
    return this.#next(2);
  }

  #takeModuleId(cursor: ByteCursor): boolean {
    const id = readNumber(cursor);
    if (id === null) return false;
    if (id !== this.#module) this.#onModule(moduleName(id));
    this.#module = id;
    return this.#next(1);
  }

  #takeMetadataClass(cursor: ByteCursor): boolean {
    const { bytes, position, end } = cursor;
    if (position + 4 > end) return false;
    const spec =
      bytes[position]! +
      bytes[position + 1]! * 0x100 +
      bytes[position + 2]! * 0x10000 +
      bytes[position + 3]! * 0x1000000;
    this.#onModule(metadataClassName(spec));
    cursor.position = position + 4;
    return this.#next(1);
  }

  #takeModuleValue(cursor: ByteCursor): boolean {
    const from = cursor.position;
    const what = readLength(cursor);
    if (what === SHORT) return false;
    if (what === MODULE.eof) return this.#next(1);
    if (what === MODULE.float) this.#skip = 4;
    else if (what === MODULE.double) this.#skip = 8;
    else if (what === MODULE.sint || what === MODULE.uint) {
      if (skipNumber(cursor)) return true;
      cursor.position = from;
      return false;
    } else if (what === MODULE.string) {
      const length = readSkippedString(cursor);
      if (length === SHORT) {
        cursor.position = from;
        return false;
      }
      this.#skip = length;
    } else throw malformed(cursor, `unknown module opcode ${what}`, from);
    return true;
  }

  #takePieces(cursor: ByteCursor): boolean {
    if (this.#pieces < 0) {
      const total = readLength(cursor);
      if (total === SHORT) return false;
      this.#pieces = total;
    }
    if (this.#pieces === 0) {
      this.#pieces = -1;
      return this.#next(1);
    }
    const from = cursor.position;
    const length = readLength(cursor);
    if (length === SHORT) return false;
    if (length === 0 || length > this.#pieces)
      throw malformed(cursor, 'a piece of a filter with a wrong length', from);
    this.#pieces -= length;
    this.#skip = length;
    return true;
  }

  #takeArray(cursor: ByteCursor): boolean {
    if (this.#pieces < 0) {
      const count = readArrayHead(cursor);
      if (count === SHORT) return false;
      this.#pieces = count;
    }
    if (this.#pieces === 0) {
      this.#pieces = -1;
      return this.#next(1);
    }
    const bytes = readArrayElement(cursor);
    if (bytes === SHORT) return false;
    this.#pieces -= 1;
    this.#skip = bytes;
    return true;
  }
}
