import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { type Info, readInfo } from '#lib/engines/redis/probe/info';

/** A section of INFO; empty when this user may not ask. */
export const serverInfo = async (connection: RedisConnection, section: string): Promise<Info> =>
  readInfo(connection, await connection.tryCall(['INFO', section]));
