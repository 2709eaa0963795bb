import type { RedisConnection } from '../connection/redis-connection.ts';
import { replyText } from '../resp/reply.ts';

const MOST_MODULES = 256;
const MOST_LETTERS = 64;

/** The names are shown and kept: nothing in them may disturb a page or the database. */
const plainName = (text: string): string => text.slice(0, MOST_LETTERS).replace(/[^\x20-\x7e]/g, '?');

/** Names of the loaded modules; null where this user may not ask. */
export const listModules = async (connection: RedisConnection): Promise<string[] | null> => {
  const reply = await connection.tryCall(['MODULE', 'LIST']);
  if (!Array.isArray(reply)) return null;
  return reply.slice(0, MOST_MODULES).flatMap((fields) => {
    if (!Array.isArray(fields)) return [];
    const at = fields.findIndex((field, i) => i % 2 === 0 && replyText(field) === 'name');
    const name = replyText(fields[at + 1] ?? null);
    return at < 0 || name === null ? [] : [plainName(name)];
  });
};
