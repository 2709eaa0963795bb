import type { RedisConnection } from '../connection/redis-connection.ts';
import { replyText } from '../resp/reply.ts';

/** Names of the loaded modules; null where this user may not ask. */
export const listModules = async (connection: RedisConnection): Promise<string[] | null> => {
  const reply = await connection.tryCall(['MODULE', 'LIST']);
  if (!Array.isArray(reply)) return null;
  return reply.flatMap((fields) => {
    if (!Array.isArray(fields)) return [];
    const at = fields.findIndex((field, i) => i % 2 === 0 && replyText(field) === 'name');
    const name = replyText(fields[at + 1] ?? null);
    return at < 0 || name === null ? [] : [name];
  });
};
