import type { DatabaseCount } from '#lib/domain/data-store';
import type { Run } from '#lib/domain/operation';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { countOf } from '#lib/domain/words/figures';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { readInfo } from '../probe/info.ts';
import { readKeyspace } from '../probe/keyspace.ts';

const sumOf = (databases: Record<string, DatabaseCount>): DatabaseCount =>
  Object.values(databases).reduce(
    (sum, { keys, expires }) => ({ keys: sum.keys + keys, expires: sum.expires + expires }),
    { keys: 0, expires: 0 },
  );

/** What the server counts now, by database; nothing where it does not say. */
export const countDatabases = async (connection: RedisConnection): Promise<Record<string, DatabaseCount>> =>
  readKeyspace(readInfo(connection, await connection.tryCall(['INFO', 'keyspace'])));

/** What KeyDB counts: its keys that expire include those of which only a member does. null: it does not say. */
export const countExpiring = async (connection: RedisConnection): Promise<DatabaseCount | null> => {
  const databases = await countDatabases(connection);
  return Object.keys(databases).length === 0 ? null : sumOf(databases);
};

/**
 * KeyDB's DUMP leaves out when members expire. The keys that expire, less those whose time was read, are the keys whose
 * members lost theirs: of a key that has both, KeyDB 6.3 tells (PTTL) and saves no time of its own. What has expired
 * but still awaits its removal is counted by the server and not in the file.
 */
export const withLostMemberExpiries = (
  contents: RdbFacts,
  counted: DatabaseCount | null,
  run: Run,
): RdbFacts => {
  if (counted === null) {
    run.log(
      'Members that expire by themselves, if there are any, lose that time: DUMP of KeyDB leaves it out.',
    );
    return contents;
  }
  const read = sumOf(contents.databases);
  const awaitRemoval = Math.max(0, counted.keys - read.keys);
  const lost = counted.expires - read.expires - awaitRemoval;
  if (lost <= 0) return contents;
  run.log(
    `Members of ${countOf(lost, 'key')} lose the time at which they expire by themselves: DUMP of KeyDB leaves it out. The method replica keeps it.`,
  );
  return { ...contents, lostMemberExpiries: lost };
};
