import type { RdbFacts } from '#lib/domain/rdb-facts';
import { isDragonflyType, leastRdbVersion } from './rdb-types.ts';

/** Versions of Redis by the newest RDB version that they load; older than the first loads everything. */
const REDIS_BY_RDB: readonly [number, string][] = [
  [6, '2.6'],
  [7, '3.2'],
  [8, '4.0'],
  [9, '5.0'],
  [10, '7.0'],
  [11, '7.2'],
  [12, '7.4'],
  [13, '8.6'],
  [14, '8.8'],
];
/** What KeyDB 6.3, Valkey 7.2 and 8, and Dragonfly 1.40 load at most; Dragonfly begins at 5. */
const KEYDB_RDB = 9;
const VALKEY_RDB = 11;
const DRAGONFLY_RDB = { least: 5, most: 12 };
/** Old encodings of lists and hashes, and modules, that Dragonfly does not read; 22 and above see below. */
const DRAGONFLY_UNREAD = new Set([1, 7, 9, 10, 22, 23, 24, 25, 26, 27, 28]);
/** Module types that are part of Redis itself, since when. */
const BUILT_IN_MODULES: Record<string, string> = { vectorset: '8.0' };

const later = (one: string, other: string): string =>
  one.localeCompare(other, 'en', { numeric: true }) >= 0 ? one : other;

/** Least version of Redis for the file, without regard to modules. */
const redisVersion = (rdbVersion: number): string =>
  (REDIS_BY_RDB.find(([rdb]) => rdb >= rdbVersion) ?? REDIS_BY_RDB.at(-1)!)[1];

const withModules = (server: string, modules: readonly string[]): string =>
  modules.length === 0 ? server : `${server} with ${modules.join(', ')}`;

/** The version its types ask for may be above the one in the header: Dragonfly writes 9 over types of 10 and 11. */
const neededRdb = (facts: RdbFacts, types: readonly number[]): number =>
  Math.max(facts.rdbVersion, ...types.map((type) => leastRdbVersion(type, facts.magic) ?? facts.rdbVersion));

const redisServers = (facts: RdbFacts, needed: number): string => {
  const builtIn = facts.modules.flatMap((module) => BUILT_IN_MODULES[module] ?? []);
  const foreign = facts.modules.filter((module) => BUILT_IN_MODULES[module] === undefined);
  return withModules(`redis >= ${builtIn.reduce(later, redisVersion(needed))}`, foreign);
};

/**
 * Servers that load the file as it is, at start or as `dump.rdb`: `redis >= 7.0`, `valkey >= 9.0`, `valkey`, `keydb`,
 * `dragonfly`, with the modules they need: `redis >= 7.4 with ReJSON-RL`. KeyDB's member expiries do not keep other
 * servers from loading the file: they leave them out.
 */
export const loadableBy = (facts: RdbFacts): string[] => {
  const types = Object.keys(facts.typeCodes).map(Number);
  if (facts.magic === 'VALKEY') return [withModules('valkey >= 9.0', facts.modules)];
  const dragonfly =
    facts.rdbVersion >= DRAGONFLY_RDB.least &&
    facts.rdbVersion <= DRAGONFLY_RDB.most &&
    facts.functions === 0 &&
    !types.some((type) => DRAGONFLY_UNREAD.has(type))
      ? ['dragonfly']
      : [];
  if (types.some(isDragonflyType)) return dragonfly;
  const needed = neededRdb(facts, types);
  return [
    redisServers(facts, needed),
    ...(needed <= VALKEY_RDB ? [withModules('valkey', facts.modules)] : []),
    ...(needed <= KEYDB_RDB ? [withModules('keydb', facts.modules)] : []),
    ...dragonfly,
  ];
};
