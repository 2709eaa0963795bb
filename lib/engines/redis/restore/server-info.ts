import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { replyText } from '#lib/engines/redis/resp/reply';

/** `field:value` lines of a section of INFO; empty when this user may not ask. */
export const serverInfo = async (connection: RedisConnection, section: string): Promise<Map<string, string>> => {
  const text = replyText(await connection.tryCall(['INFO', section])) ?? '';
  const pairs = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon > 0 && !line.startsWith('#') ? [[line.slice(0, colon), line.slice(colon + 1)]] : [];
  });
  return new Map(pairs);
};

/** A setting, or null when the server does not tell it. */
export const serverSetting = async (connection: RedisConnection, name: string): Promise<string | null> => {
  const reply = await connection.tryCall(['CONFIG', 'GET', name]);
  return Array.isArray(reply) && reply.length >= 2 ? replyText(reply[1]!) : null;
};
