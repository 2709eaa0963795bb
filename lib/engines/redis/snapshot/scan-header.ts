import type { RedisProbe } from '#lib/domain/data-store';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { infoNumber, readInfo } from '../probe/info.ts';
import { NEWEST_REDIS_VERSION, type RdbMagic, VALKEY_VERSION } from '../rdb/rdb-types.ts';

export type RdbHeader = { magic: RdbMagic; version: number };

/** Versions whose files may hold what Dragonfly writes: listpacks, and the newest form of streams. */
const LISTPACKS = 10;
const STREAMS = 11;

/**
 * The header of a file made from DUMPs. Dragonfly's payloads all say version 9 but need more: with streams 11, without
 * them 10, so that Redis 7.0 can load it. Whether there are streams stands in its INFO before the scan begins. A stream
 * made later is written all the same: servers load a value by its type and check the header for being too new only.
 */
export const chooseHeader = async (connection: RedisConnection, probe: RedisProbe): Promise<RdbHeader> => {
  if (probe.product === 'dragonfly') {
    const info = readInfo(connection, await connection.tryCall(['INFO', 'MEMORY']));
    const hasStreams = (infoNumber(info, 'type_used_memory_stream') ?? 0) > 0;
    return {
      magic: 'REDIS',
      version: hasStreams ? STREAMS : LISTPACKS,
    };
  }
  if (probe.rdbVersion === VALKEY_VERSION) return { magic: 'VALKEY', version: VALKEY_VERSION };
  // Of a server newer than we know, each type is checked when it is read; the header need not say more than they need.
  return {
    magic: 'REDIS',
    version: Math.min(probe.rdbVersion ?? NEWEST_REDIS_VERSION, NEWEST_REDIS_VERSION),
  };
};
