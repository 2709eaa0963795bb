/** Parts of a value, in order. `repeat` is a count and as many times its body. */
export type Shape = readonly (
  | 'string'
  /** A number of up to 64 bits in the encoding of lengths. */
  | 'number'
  /** A double as text, or one of the marks for infinity and NaN. */
  | 'text-double'
  /** The 64-bit id that names a module's type. */
  | 'module-id'
  /** The four bytes that name a class of key metadata. */
  | 'metadata-class'
  /** What a module wrote, each part with its sub-opcode, up to the end mark. */
  | 'module-values'
  /** Total bytes, then length and bytes of pieces that together make that total (Dragonfly's filters). */
  | 'pieces'
  /** Width, depth and total, then width × depth counters of 8 bytes (Dragonfly's count-min sketch). */
  | 'counters'
  /** Four bytes of marks, and four more when the second of them is set (Dragonfly's flags of memcached). */
  | 'dragonfly-marks'
  /** Count, insert position, then per element index, tag and value. */
  | 'array'
  | { raw: number }
  | { repeat: Shape }
)[];

/** Instructions of `ShapeReader`: the instruction's number, for some followed by an argument. */
export const STEP = {
  end: 0,
  string: 1,
  number: 2,
  textDouble: 3,
  moduleId: 4,
  metadataClass: 5,
  moduleValues: 6,
  pieces: 7,
  counters: 8,
  /** Argument: bytes. */
  raw: 9,
  /** Argument: where to go on when the count is 0. */
  repeat: 10,
  /** Argument: where the body begins. */
  again: 11,
  /** Argument: strings per element. A count, then nothing but strings. */
  strings: 12,
  dragonflyMarks: 13,
  array: 14,
} as const;

const WORDS = {
  string: STEP.string,
  number: STEP.number,
  'text-double': STEP.textDouble,
  'module-id': STEP.moduleId,
  'metadata-class': STEP.metadataClass,
  'module-values': STEP.moduleValues,
  pieces: STEP.pieces,
  counters: STEP.counters,
  'dragonfly-marks': STEP.dragonflyMarks,
  array: STEP.array,
} as const;

const add = (code: number[], shape: Shape): void => {
  for (const part of shape) {
    if (typeof part === 'string') code.push(WORDS[part]);
    else if ('raw' in part) code.push(STEP.raw, part.raw);
    else if (part.repeat.every((inner) => inner === 'string')) code.push(STEP.strings, part.repeat.length);
    else {
      code.push(STEP.repeat, 0);
      const body = code.length;
      add(code, part.repeat);
      code.push(STEP.again, body);
      code[body - 1] = code.length;
    }
  }
};

export const compileShape = (shape: Shape): Int32Array => {
  const code: number[] = [];
  add(code, shape);
  code.push(STEP.end);
  return Int32Array.from(code);
};
