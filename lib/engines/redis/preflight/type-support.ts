import { PRODUCT_NAMES, type Product } from '#lib/domain/data-store';
import { typeWord } from '#lib/engines/redis/rdb/rdb-types';
import { choice } from './enumeration.ts';

type Magic = 'REDIS' | 'VALKEY';
type Family = Exclude<Product, 'janusgraph'>;

/** Least version of each product whose RESTORE takes a type; a product that is not named never does. */
export type Support = Partial<Record<Family, string>>;

const EVERYWHERE: Support = { redis: '2.6', valkey: '7.2', keydb: '5.0', dragonfly: '1.0' };
// Measured: Dragonfly answers `Bad data format` to the list and hash encodings of old RDB files.
const NOT_DRAGONFLY: Support = { redis: '2.6', valkey: '7.2', keydb: '5.0' };
const LISTPACKS: Support = { redis: '7.0', valkey: '7.2', dragonfly: '1.0' };
const SINCE_7_2: Support = { redis: '7.2', valkey: '7.2', dragonfly: '1.0' };
const FIELD_EXPIRY: Support = { redis: '7.4' };
const DRAGONFLY_ONLY: Support = { dragonfly: '1.0' };

/** By raw type byte; 22 means different things under the two magics. */
const SUPPORT: Record<number, Support> = {
  0: EVERYWHERE,
  1: NOT_DRAGONFLY,
  2: EVERYWHERE,
  3: EVERYWHERE,
  4: EVERYWHERE,
  5: { ...EVERYWHERE, redis: '4.0' },
  7: { redis: '4.0', valkey: '7.2', keydb: '5.0' },
  9: NOT_DRAGONFLY,
  10: NOT_DRAGONFLY,
  11: EVERYWHERE,
  12: EVERYWHERE,
  13: EVERYWHERE,
  14: { ...EVERYWHERE, redis: '3.2' },
  15: { ...EVERYWHERE, redis: '5.0' },
  16: LISTPACKS,
  17: LISTPACKS,
  18: LISTPACKS,
  19: LISTPACKS,
  20: SINCE_7_2,
  21: SINCE_7_2,
  22: FIELD_EXPIRY,
  23: FIELD_EXPIRY,
  24: FIELD_EXPIRY,
  25: FIELD_EXPIRY,
  26: { redis: '8.6' },
  27: { redis: '8.8' },
  28: { redis: '8.8' },
  30: DRAGONFLY_ONLY,
  31: DRAGONFLY_ONLY,
  32: DRAGONFLY_ONLY,
  33: DRAGONFLY_ONLY,
  34: DRAGONFLY_ONLY,
  35: DRAGONFLY_ONLY,
  36: DRAGONFLY_ONLY,
  37: DRAGONFLY_ONLY,
};
const VALKEY_HASH_WITH_FIELD_EXPIRY: Support = { valkey: '9.0' };

const supportOf = (code: number, magic: Magic): Support =>
  code === 22 && magic === 'VALKEY' ? VALKEY_HASH_WITH_FIELD_EXPIRY : (SUPPORT[code] ?? {});

/** Least version of the product whose RESTORE takes the type; null: none does. */
export const leastVersion = (code: number, magic: Magic, product: Product): string | null =>
  product === 'janusgraph' ? null : (supportOf(code, magic)[product] ?? null);

const parts = (version: string): number[] => version.split('.').map((part) => Number.parseInt(part, 10) || 0);

/** Whether version `a` (`7.0.15`) is at least `b` (`7.2`). */
export const atLeast = (a: string, b: string): boolean => {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < right.length; i += 1) {
    const difference = (left[i] ?? 0) - right[i]!;
    if (difference !== 0) return difference > 0;
  }
  return true;
};

/** `Redis 7.2 or newer, Valkey 7.2 or newer, or Dragonfly`; null where no product loads the type. */
export const serversThatLoad = (code: number, magic: Magic): string | null => {
  const support = supportOf(code, magic);
  const words = (Object.keys(support) as Family[]).map((product) => {
    const name = PRODUCT_NAMES[product];
    return product === 'dragonfly' || product === 'keydb' ? name : `${name} ${support[product]} or newer`;
  });
  return words.length === 0 ? null : choice(words);
};

const NOUNS: Record<string, [one: string, many: string]> = {
  string: ['string', 'strings'],
  list: ['list', 'lists'],
  set: ['set', 'sets'],
  zset: ['sorted set', 'sorted sets'],
  hash: ['hash', 'hashes'],
  stream: ['stream', 'streams'],
  module: ['module value', 'module values'],
};

/** What people call values of a type byte: `stream`, `streams`. */
export const typeNoun = (code: number): [one: string, many: string] => {
  const word = typeWord(code) ?? `type ${code}`;
  return NOUNS[word] ?? [`${word} value`, `${word} values`];
};
