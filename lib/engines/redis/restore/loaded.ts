/** Dragonfly shortens what lies further ahead, seconds. */
const DRAGONFLY_FURTHEST_MS = 268_435_455_000;

/** What was written into one database. */
export type WrittenDatabase = {
  keys: number;
  /** Unix milliseconds of the next expiry among them; infinite when none expires. */
  nextExpiry: number;
};

/** What loading counts. */
export class Loaded {
  readonly databases = new Map<number, WrittenDatabase>();
  functions = 0;
  expiredKeys = 0;
  expiredHashes = 0;
  /** Keys among the acknowledged ones whose members expired on the way: they are not there. */
  refusedKeys = 0;
  clampedExpiries = 0;
  droppedFunctions = 0;
  droppedMemberExpiries = 0;

  database(index: number): WrittenDatabase {
    let database = this.databases.get(index);
    if (!database) {
      database = { keys: 0, nextExpiry: Number.POSITIVE_INFINITY };
      this.databases.set(index, database);
    }
    return database;
  }

  /** Whether Dragonfly shortens it. */
  static isClamped(expireAt: number, now: number): boolean {
    return expireAt - now > DRAGONFLY_FURTHEST_MS;
  }
}
