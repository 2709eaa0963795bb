import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { replyNumber } from '#lib/engines/redis/resp/reply';

/** Milliseconds that the target's clock is ahead of ours; 0 when it does not tell. Expiries are judged by its own. */
export const clockOffset = async (connection: RedisConnection): Promise<number> => {
  const reply = await connection.tryCall(['TIME']);
  const seconds = Array.isArray(reply) ? replyNumber(reply[0] ?? null) : null;
  const micros = Array.isArray(reply) ? replyNumber(reply[1] ?? null) : null;
  return seconds === null || micros === null ? 0 : Math.round(seconds * 1000 + micros / 1000 - Date.now());
};
