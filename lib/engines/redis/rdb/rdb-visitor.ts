/** What stands before a key's value in an RDB file. */
export type RdbEntry = {
  database: number;
  /** Decoded. It may be a view into the chunk that was written: copy it to keep it beyond that chunk's life. */
  key: Uint8Array;
  /** Raw RDB type byte: the first byte of a RESTORE payload. */
  type: number;
  /** Unix milliseconds; null: the key does not expire. */
  expireAt: number | null;
};

/**
 * Who wants to see what the parser reads, in the order of the file. Every call is synchronous; what a
 * call throws leaves the parser through `write`. Chunks are views: they are good until `write` returns.
 */
export type RdbVisitor = {
  aux?(name: string, value: string): void;
  /** Source of a function library, decoded: the argument of FUNCTION LOAD. */
  functionLibrary?(code: Uint8Array): void;
  keyBegin?(entry: RdbEntry): void;
  /** Raw value bytes as they stand in the file, after the key: once for a value that lies within one chunk. */
  valueBytes?(chunk: Uint8Array, start: number, end: number): void;
  keyEnd?(): void;
  /** KeyDB: a member of the key that has just ended expires by itself. */
  memberExpiry?(member: Uint8Array, expireAt: number): void;
};
