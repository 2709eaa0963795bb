import { OPCODE } from './rdb-opcodes.ts';
import type { RdbMagic } from './rdb-types.ts';
import { compileShape, type Shape } from './shape-code.ts';

/*
 * What stands behind each type byte (after the key) and each opcode, as far as one must know it to step over it.
 * Sources: `rdbLoadObject` and `rdbLoadRioWithLoadingCtx` in `rdb.c` of Redis 7.4, 8.6 (IDMP of streams, key metadata),
 * 8.8 (NACK zone of streams, arrays) and Valkey 9; `rdb_save.cc` of Dragonfly 1.40 for 30 to 37 and opcode 220.
 */

const repeat = (...body: Shape): Shape[number] => ({ repeat: body });
const raw = (bytes: number): Shape[number] => ({ raw: bytes });

const ONE_STRING: Shape = ['string'];
const STRINGS: Shape = [repeat('string')];
const PAIRS: Shape = [repeat('string', 'string')];
const TRIPLES: Shape = [repeat('string', 'string', 'string')];
const STREAM_ID = ['number', 'number'] as const;

/** Id (16 bytes), delivery time (8), delivery count. */
const PENDING_ENTRIES = repeat(raw(24), 'number');

/** Listpacks, length, ids, groups. `since` counts the revisions of the type: 15 is the first, 27 the fifth. */
const stream = (since: 1 | 2 | 3 | 4 | 5): Shape => [
  repeat('string', 'string'),
  'number',
  ...STREAM_ID,
  ...(since >= 2 ? ([...STREAM_ID, ...STREAM_ID, 'number'] as const) : []),
  repeat(
    'string',
    ...STREAM_ID,
    ...(since >= 2 ? (['number'] as const) : []),
    PENDING_ENTRIES,
    // Consumers: name, seen time, active time, and the ids of their pending entries.
    repeat('string', raw(since >= 3 ? 16 : 8), repeat(raw(16))),
    // Ids of entries that no consumer wants.
    ...(since >= 5 ? [repeat(raw(16))] : []),
  ),
  // Idempotent producers: duration, most entries, producers with their message ids, two counters.
  ...(since >= 4
    ? (['number', 'number', repeat('string', repeat('string', ...STREAM_ID)), 'number', 'number'] as const)
    : []),
];

const COMMON_VALUES: Record<number, Shape> = {
  0: ONE_STRING,
  1: STRINGS,
  2: STRINGS,
  3: [repeat('string', 'text-double')],
  4: PAIRS,
  5: [repeat('string', raw(8))],
  7: ['module-id', 'module-values'],
  9: ONE_STRING,
  10: ONE_STRING,
  11: ONE_STRING,
  12: ONE_STRING,
  13: ONE_STRING,
  14: STRINGS,
  15: stream(1),
  16: ONE_STRING,
  17: ONE_STRING,
  18: [repeat('number', 'string')],
  19: stream(2),
  20: ONE_STRING,
  21: stream(3),
};

const REDIS_VALUES: Record<number, Shape> = {
  ...COMMON_VALUES,
  // Hashes with field expiry. Release candidates of 7.4: absolute times; 7.4: least time first, the others relative.
  22: [repeat('number', 'string', 'string')],
  23: ONE_STRING,
  24: [raw(8), repeat('number', 'string', 'string')],
  25: [raw(8), 'string'],
  26: stream(4),
  27: stream(5),
  28: ['array'],
  // Dragonfly: JSON; hash and set with member expiry (seconds as a string); filters.
  30: ONE_STRING,
  31: TRIPLES,
  32: PAIRS,
  33: ['number', raw(16), 'number', 'number', 'number', repeat('number', 'string')],
  34: ['number', raw(16), 'number', 'number', 'number', repeat('number', 'pieces')],
  35: ['counters'],
  36: ['number', 'number', 'number', 'number', raw(8), repeat('string', 'number'), 'string'],
  37: ['number', 'number', 'number', 'number', 'number', 'number', repeat('pieces')],
};

const VALKEY_VALUES: Record<number, Shape> = {
  ...COMMON_VALUES,
  22: [repeat('string', 'string', raw(8))],
};

/** Records whose contents nobody needs. */
const COMMON_RECORDS: Record<number, Shape> = {
  [OPCODE.slotInfo]: ['number', 'number', 'number'],
  [OPCODE.moduleAux]: ['module-id', 'number', 'number', 'module-values'],
  [OPCODE.idle]: ['number'],
  [OPCODE.frequency]: [raw(1)],
  [OPCODE.resizeDb]: ['number', 'number'],
};

const REDIS_RECORDS: Record<number, Shape> = {
  ...COMMON_RECORDS,
  [OPCODE.dragonflyMarks]: ['dragonfly-marks'],
  [OPCODE.slotImportOrKeyMeta]: [repeat('metadata-class', 'module-values')],
};

const VALKEY_RECORDS: Record<number, Shape> = {
  ...COMMON_RECORDS,
  [OPCODE.slotImportOrKeyMeta]: ['string', repeat('number', 'number')],
};

const codesOf = (shapes: Record<number, Shape>): (Int32Array | undefined)[] =>
  Array.from({ length: 256 }, (_, code) => (shapes[code] ? compileShape(shapes[code]) : undefined));

/** By type byte or opcode: how to step over what follows; undefined for what needs more, or is unknown. */
const CODES: Record<RdbMagic, (Int32Array | undefined)[]> = {
  REDIS: codesOf({ ...REDIS_VALUES, ...REDIS_RECORDS }),
  VALKEY: codesOf({ ...VALKEY_VALUES, ...VALKEY_RECORDS }),
};

export const shapeCodes = (magic: RdbMagic): readonly (Int32Array | undefined)[] => CODES[magic];
