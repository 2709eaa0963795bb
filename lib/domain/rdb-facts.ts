/** What a complete parse of an RDB file found. Counts are exact; sizes are bytes. */
export type RdbFacts = {
  format: 'rdb';
  magic: 'REDIS' | 'VALKEY';
  rdbVersion: number;
  databases: Record<string, { keys: number; expires: number }>;
  /** By the words of Redis' TYPE command (`string`, `list`, `set`, `zset`, `hash`, `stream`, `module`), and the names
   *  that Dragonfly gives to its own. */
  types: Record<string, number>;
  /** Raw RDB type bytes, decimal, to the number of keys: what decides which servers can load it. */
  typeCodes: Record<string, number>;
  functions: number;
  checksum: 'ok' | 'absent' | 'mismatch';
  /** Length of the file. */
  bytes: number;
  /** The largest values, largest first, at most 16. `payloadBytes` is the length of their RESTORE payload. `key` is text with `\xNN` for bytes that are not printable ASCII,
   *  cut to 200 characters. */
  largest: { database: number; key: string; type: string; payloadBytes: number }[];
  /** Unix milliseconds of the earliest and latest expiry; null when no key expires. */
  earliestExpiry: number | null;
  latestExpiry: number | null;
  /** Keys that expire more than 268,435,455 s after the parse: Dragonfly shortens these. */
  longExpiries: number;
  /** Members of keys that expire by themselves (KeyDB only); absent in facts of an older build. */
  memberExpiries?: number;
  /** Keys whose members lost the time at which they expire by themselves: KeyDB read key by key. */
  lostMemberExpiries?: number;
  /** Names of the modules whose values or auxiliary data are in the file. */
  modules: string[];
  /** `redis-ver`, `used-mem`, … as the file says them. */
  aux: Record<string, string>;
};
