import type { RdbFacts } from '#lib/domain/rdb-facts';
import { type RdbMagic, typeWord } from './rdb-types.ts';

const MOST_DATABASES = 65_536;
const MOST_MODULES = 1000;
const MOST_LARGEST = 16;
const MOST_KEY_LETTERS = 200;
const MOST_AUX = 64;
const MOST_AUX_LETTERS = 1000;
/** Dragonfly shortens what expires later than this many milliseconds from now. */
const LONG_EXPIRY = 268_435_455_000;
/** KeyDB writes it with every key. */
const NOISE = 'mvcc-tstamp';

/** Printable ASCII stays, any other byte becomes `\xNN`; cut to 200 characters. */
export const keyText = (key: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < key.length && text.length < MOST_KEY_LETTERS; at += 1) {
    const byte = key[at]!;
    text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return text.slice(0, MOST_KEY_LETTERS);
};

/** Without NUL, which the database cannot hold. */
const auxText = (text: string): string => text.slice(0, MOST_AUX_LETTERS).replaceAll('\0', '\\x00');

/** Counts while the parser reads. */
export class RdbFactsCollector {
  keys = 0;
  /** Payloads above this many bytes belong to the largest so far: only then is the key's text wanted. */
  largestFrom = 0;
  readonly #typeCounts = new Float64Array(256);
  readonly #databases = new Map<number, { keys: number; expires: number }>();
  readonly #largest: RdbFacts['largest'] = [];
  readonly #modules = new Set<string>();
  readonly #aux = new Map<string, string>();
  readonly #longFrom: number;
  #database = 0;
  #counts = { keys: 0, expires: 0 };
  #functions = 0;
  #memberExpiries = 0;
  #longExpiries = 0;
  #earliest = Number.POSITIVE_INFINITY;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(now: number) {
    this.#longFrom = now + LONG_EXPIRY;
    this.#databases.set(0, this.#counts);
  }

  get database(): number {
    return this.#database;
  }

  /** Whether the file says that Dragonfly wrote it. */
  get isDragonfly(): boolean {
    return this.#aux.has('df-ver');
  }

  /** False when the file has had more databases than are counted. */
  selectDatabase(database: number): boolean {
    const counts = this.#databases.get(database);
    if (counts === undefined && this.#databases.size === MOST_DATABASES) return false;
    this.#database = database;
    this.#counts = counts ?? { keys: 0, expires: 0 };
    this.#databases.set(database, this.#counts);
    return true;
  }

  key(type: number, expireAt: number | null): void {
    this.keys += 1;
    this.#counts.keys += 1;
    this.#typeCounts[type]! += 1;
    if (expireAt === null) return;
    this.#counts.expires += 1;
    if (expireAt < this.#earliest) this.#earliest = expireAt;
    if (expireAt > this.#latest) this.#latest = expireAt;
    if (expireAt > this.#longFrom) this.#longExpiries += 1;
  }

  large(key: Uint8Array, type: string, payloadBytes: number): void {
    const at = this.#largest.findIndex((other) => other.payloadBytes < payloadBytes);
    const entry = { database: this.#database, key: keyText(key), type, payloadBytes };
    this.#largest.splice(at < 0 ? this.#largest.length : at, 0, entry);
    if (this.#largest.length > MOST_LARGEST) this.#largest.pop();
    if (this.#largest.length === MOST_LARGEST) this.largestFrom = this.#largest.at(-1)!.payloadBytes;
  }

  functionLibrary(): void {
    this.#functions += 1;
  }

  memberExpiry(): void {
    this.#memberExpiries += 1;
  }

  module(name: string): void {
    if (this.#modules.size < MOST_MODULES) this.#modules.add(name);
  }

  aux(name: string, value: string): void {
    if (name !== NOISE && (this.#aux.size < MOST_AUX || this.#aux.has(name)))
      this.#aux.set(auxText(name), auxText(value));
  }

  finish(file: { magic: RdbMagic; version: number; bytes: number; checksum: 'ok' | 'absent' }): RdbFacts {
    return {
      format: 'rdb',
      magic: file.magic,
      rdbVersion: file.version,
      databases: Object.fromEntries([...this.#databases].filter(([, counts]) => counts.keys > 0)),
      ...this.#typeFacts(file.magic),
      functions: this.#functions,
      checksum: file.checksum,
      bytes: file.bytes,
      largest: this.#largest,
      earliestExpiry: Number.isFinite(this.#earliest) ? this.#earliest : null,
      latestExpiry: Number.isFinite(this.#latest) ? this.#latest : null,
      longExpiries: this.#longExpiries,
      memberExpiries: this.#memberExpiries,
      modules: [...this.#modules].sort(),
      aux: Object.fromEntries(this.#aux),
    };
  }

  #typeFacts(magic: RdbMagic): Pick<RdbFacts, 'types' | 'typeCodes'> {
    const types: Record<string, number> = {};
    const typeCodes: Record<string, number> = {};
    for (const [code, count] of this.#typeCounts.entries()) {
      if (count === 0) continue;
      const word = typeWord(code, magic) ?? `type ${code}`;
      types[word] = (types[word] ?? 0) + count;
      typeCodes[code] = count;
    }
    return { types, typeCodes };
  }
}
