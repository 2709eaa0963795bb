import type { RedisProduct } from '#lib/domain/data-store';
import { type Info, plainWord } from './info.ts';

export type Identity = {
  product: RedisProduct;
  /** As its makers count: Dragonfly's own, not the Redis version it pretends to be. */
  version: string;
  /** RDB version of what it writes; null for versions newer than this table. */
  rdbVersion: number | null;
  /** Footer versions that its RESTORE takes. */
  restoreVersions: number[];
};

/** Highest RDB version this table knows (Redis 8.8). */
const NEWEST_REDIS = 14;

/** First Redis version (major × 100 + minor) that writes each RDB version. */
const REDIS_RDB: readonly [since: number, rdb: number][] = [
  [808, 14],
  [806, 13],
  [704, 12],
  [702, 11],
  [700, 10],
  [500, 9],
  [400, 8],
  [302, 7],
  [206, 6],
];

const upTo = (highest: number): number[] => Array.from({ length: highest }, (_, i) => i + 1);

const majorMinor = (version: string): number => {
  const [, major, minor] = /^v?(\d{1,4})\.(\d{1,2})/.exec(version) ?? [];
  return major === undefined ? 0 : Number(major) * 100 + Number(minor);
};

const redis = (version: string): Identity => {
  const release = majorMinor(version);
  const known = REDIS_RDB.find(([since]) => release >= since)?.[1] ?? 6;
  // A release after the newest known one may write anything.
  const rdbVersion = release > REDIS_RDB[0]![0] ? null : known;
  return { product: 'redis', version, rdbVersion, restoreVersions: upTo(rdbVersion ?? NEWEST_REDIS) };
};

/** Valkey left Redis' counting with version 9: 80. It still takes payloads up to 11. */
const VALKEY_RDB = 80;

const valkey = (version: string): Identity =>
  majorMinor(version) >= 900
    ? { product: 'valkey', version, rdbVersion: VALKEY_RDB, restoreVersions: [...upTo(11), VALKEY_RDB] }
    : { product: 'valkey', version, rdbVersion: 11, restoreVersions: upTo(11) };

/** What a server of this product and version writes and takes, as far as that is known without asking it. */
export const identityOf = (product: RedisProduct, version: string): Identity => {
  if (product === 'redis') return redis(version);
  if (product === 'valkey') return valkey(version);
  return product === 'keydb'
    ? { product, version, rdbVersion: 9, restoreVersions: upTo(9) }
    : { product, version, rdbVersion: 9, restoreVersions: [5, 6, 8, 9, 10, 11, 12] };
};

/** It is shown on every page and kept with every backup: whatever a server says, it stays a word. */
const versionOf = (text: string): string => plainWord(text) ?? 'unknown';

/** Which server an INFO reply comes from; null when it is none of the family. */
export const identify = (info: Info): Identity | null => {
  const dragonfly = info.get('dragonfly_version');
  if (dragonfly !== undefined) return identityOf('dragonfly', versionOf(dragonfly.replace(/^df-v?/, '')));
  const valkeyVersion = info.get('valkey_version');
  if (valkeyVersion !== undefined) return valkey(versionOf(valkeyVersion));
  const redisVersion = info.get('redis_version');
  if (redisVersion === undefined) return null;
  const version = versionOf(redisVersion);
  // Only KeyDB counts multi-version snapshots; it names itself nowhere else.
  if (info.has('mvcc_depth')) return identityOf('keydb', version);
  // Redict says that it is Redis 7.2 and writes what 7.4 writes.
  if (info.has('redict_version'))
    return { product: 'redis', version, rdbVersion: 12, restoreVersions: upTo(12) };
  return redis(version);
};
