import { AmberError } from '#lib/domain/errors';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { type Reply, replyText } from '../resp/reply.ts';

/** Commands, errors and 16,384 databases fit in; a server that says more wants to fill our memory. */
const MOST_BYTES = 2 ** 20;

/** The fields of an INFO reply, by name; the section headings are left out. A repeated name keeps its first value. */
export type Info = ReadonlyMap<string, string>;

export const parseInfo = (text: string): Info => {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0 || line.startsWith('#')) continue;
    const name = line.slice(0, colon);
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).replace(/\r$/, ''));
  }
  return fields;
};

/** An INFO reply; empty for an error reply. Throws `store-protocol` for one above 1 MB. */
export const readInfo = ({ name }: Pick<RedisConnection, 'name'>, reply: Reply): Info => {
  const { length } = Buffer.isBuffer(reply) || typeof reply === 'string' ? reply : '';
  if (length > MOST_BYTES) {
    throw new AmberError(
      'store-protocol',
      `${name} answered INFO with ${length} bytes; a server of the Redis family needs less than 1 MB. Check what answers there.`,
    );
  }
  return parseInfo(replyText(reply) ?? '');
};

/** A word that a server says of itself (a version, a policy), cut where it stops being one; null when it is none. */
export const plainWord = (text: string | undefined): string | null =>
  /^[\w.+-]{1,40}/.exec(text ?? '')?.[0] ?? null;

/** A field that is a whole number; null where it is missing or something else. */
export const infoNumber = (info: Info, name: string): number | null => {
  const text = info.get(name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
};
