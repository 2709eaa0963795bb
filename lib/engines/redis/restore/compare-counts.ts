import { countOf, countWords } from '#lib/domain/words/figures';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { infoNumber } from '#lib/engines/redis/probe/info';
import { readKeyspace } from '#lib/engines/redis/probe/keyspace';
import type { Loaded } from './loaded.ts';
import { serverInfo } from './server-info.ts';

type Circumstances = {
  /** The target's time, Unix milliseconds. */
  now: number;
  /** Keys that the target has evicted since before the restore. */
  evicted: number;
};

const likelyCause = (
  found: number,
  written: { keys: number; nextExpiry: number },
  { now, evicted }: Circumstances,
): string => {
  if (found > written.keys) return 'likely clients that write meanwhile';
  if (evicted > 0) {
    return `likely evicted by the target (${countOf(evicted, 'key')} since the restore began): its maxmemory is too low`;
  }
  if (written.nextExpiry <= now) return 'likely keys that have expired since they were loaded';
  return 'likely clients that delete meanwhile';
};

/** Databases of the target whose number of keys is not what was written: a sentence each, with the likely cause. */
export const compareCounts = (
  loaded: Loaded,
  found: ReadonlyMap<number, number>,
  circumstances: Circumstances,
): string[] => {
  const indexes = new Set([...loaded.databases.keys(), ...found.keys()]);
  return [...indexes]
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const written = loaded.databases.get(index) ?? { keys: 0, nextExpiry: Number.POSITIVE_INFINITY };
      const keys = found.get(index) ?? 0;
      if (keys === written.keys) return [];
      const cause = likelyCause(keys, written, circumstances);
      return [
        `Database ${index} holds ${countOf(keys, 'key')}, ${countWords(written.keys)} were loaded: ${cause}.`,
      ];
    });
};

/** Keys by database, as the target counts them; null when this user may not ask. */
export const countKeys = async (connection: RedisConnection): Promise<Map<number, number> | null> => {
  const databases = readKeyspace(await serverInfo(connection, 'keyspace'));
  const counts = new Map(Object.entries(databases).map(([index, { keys }]) => [Number(index), keys]));
  // An empty server answers an empty section: only asking tells it from a refusal.
  if (counts.size > 0) return counts;
  return typeof (await connection.tryCall(['DBSIZE'])) === 'number' ? counts : null;
};

export const evictedKeys = async (connection: RedisConnection): Promise<number> =>
  infoNumber(await serverInfo(connection, 'stats'), 'evicted_keys') ?? 0;
