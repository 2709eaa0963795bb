import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { type Info, parseInfo } from '#lib/engines/redis/probe/info';
import { replyText } from '#lib/engines/redis/resp/reply';

/** A section of INFO; empty when this user may not ask. */
export const serverInfo = async (connection: RedisConnection, section: string): Promise<Info> =>
  parseInfo(replyText(await connection.tryCall(['INFO', section])) ?? '');
