export type RdbMagic = 'REDIS' | 'VALKEY';

type RdbType = {
  /** Word of Redis' TYPE command; for types that only Dragonfly has, what its TYPE says. */
  word: string;
  /** Least RDB version whose files, and whose servers' RESTORE, know the type. */
  since: number;
};

/** The newest versions whose every byte this reader knows: Redis 8.8 and Valkey 9. */
export const NEWEST_REDIS_VERSION = 14;
export const VALKEY_VERSION = 80;

/** Only Dragonfly writes these; its payloads all carry version 9. */
const DRAGONFLY_TYPES: readonly [number, RdbType][] = [
  [30, { word: 'ReJSON-RL', since: 9 }],
  [31, { word: 'hash', since: 9 }],
  [32, { word: 'set', since: 9 }],
  [33, { word: 'MBbloom--', since: 9 }],
  [34, { word: 'MBbloom--', since: 9 }],
  [35, { word: 'CMSk-TYPE', since: 9 }],
  [36, { word: 'TopK-TYPE', since: 9 }],
  [37, { word: 'MBbloomCF', since: 9 }],
];

/** Type bytes of Redis (`RDB_TYPE_…` in its `rdb.h`) up to RDB 14, by the version that brought them. */
const REDIS_TYPES: readonly [number, RdbType][] = [
  [0, { word: 'string', since: 1 }],
  [1, { word: 'list', since: 1 }],
  [2, { word: 'set', since: 1 }],
  [3, { word: 'zset', since: 1 }],
  [4, { word: 'hash', since: 1 }],
  [5, { word: 'zset', since: 8 }],
  [7, { word: 'module', since: 8 }],
  [9, { word: 'hash', since: 2 }],
  [10, { word: 'list', since: 2 }],
  [11, { word: 'set', since: 2 }],
  [12, { word: 'zset', since: 2 }],
  [13, { word: 'hash', since: 4 }],
  [14, { word: 'list', since: 7 }],
  [15, { word: 'stream', since: 9 }],
  [16, { word: 'hash', since: 10 }],
  [17, { word: 'zset', since: 10 }],
  [18, { word: 'list', since: 10 }],
  [19, { word: 'stream', since: 10 }],
  [20, { word: 'set', since: 11 }],
  [21, { word: 'stream', since: 11 }],
  [22, { word: 'hash', since: 12 }],
  [23, { word: 'hash', since: 12 }],
  [24, { word: 'hash', since: 12 }],
  [25, { word: 'hash', since: 12 }],
  [26, { word: 'stream', since: 13 }],
  [27, { word: 'stream', since: 14 }],
  [28, { word: 'array', since: 14 }],
];

const REDIS = new Map([...REDIS_TYPES, ...DRAGONFLY_TYPES]);
/** Valkey left Redis at RDB 11; its 22 (hash with field expiry) is not that of Redis' release candidates. */
const VALKEY = new Map<number, RdbType>([
  ...REDIS_TYPES.filter(([code]) => code <= 21),
  [22, { word: 'hash', since: VALKEY_VERSION }],
]);

const typeOf = (code: number, magic: RdbMagic): RdbType | undefined =>
  (magic === 'VALKEY' ? VALKEY : REDIS).get(code);

export const isDragonflyType = (code: number): boolean => code >= 30 && code <= 37;

/** Word for a raw type byte: `string`, `hash`, `module`, `ReJSON-RL`, …; null: unknown. */
export const typeWord = (code: number, magic: RdbMagic = 'REDIS'): string | null =>
  typeOf(code, magic)?.word ?? null;

/** Least RDB version whose files may hold the type; null: unknown. */
export const leastRdbVersion = (code: number, magic: RdbMagic = 'REDIS'): number | null =>
  typeOf(code, magic)?.since ?? null;
