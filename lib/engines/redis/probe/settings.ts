import type { RedisConnection } from '../connection/redis-connection.ts';
import { replyText } from '../resp/reply.ts';

/** One setting of CONFIG GET; null where it does not exist or may not be read. */
export const readSetting = async (connection: RedisConnection, name: string): Promise<string | null> => {
  const reply = await connection.tryCall(['CONFIG', 'GET', name]);
  return Array.isArray(reply) ? replyText(reply[1] ?? null) : null;
};

/** A setting that is a whole number above 0. */
export const readNumber = async (connection: RedisConnection, name: string): Promise<number | null> => {
  const text = await readSetting(connection, name);
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
};
