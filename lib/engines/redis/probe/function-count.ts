import type { RedisConnection } from '../connection/redis-connection.ts';
import { type Reply, replyNumber, replyText } from '../resp/reply.ts';

const fieldOf = (pairs: Reply, name: string): Reply => {
  if (!Array.isArray(pairs)) return null;
  const at = pairs.findIndex((field, i) => i % 2 === 0 && replyText(field) === name);
  return at < 0 ? null : (pairs[at + 1] ?? null);
};

/** How many function libraries the server holds; 0 where it has none to hold or does not say. */
export const countFunctions = async (connection: RedisConnection): Promise<number> => {
  const engines = fieldOf(await connection.tryCall(['FUNCTION', 'STATS']), 'engines');
  if (Array.isArray(engines)) {
    const counts = engines.map((engine, i) =>
      i % 2 === 1 ? replyNumber(fieldOf(engine, 'libraries_count')) : 0,
    );
    return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  }
  const list = await connection.tryCall(['FUNCTION', 'LIST']);
  return Array.isArray(list) ? list.length : 0;
};
