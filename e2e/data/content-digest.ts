import { createHash } from 'node:crypto';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { type Reply, ReplyError, replyText } from '#lib/engines/redis/resp/reply';

/** Field names and values of what one key holds, in an order that every server gives alike. */
const canonical = (reply: Reply): string => {
  if (Buffer.isBuffer(reply)) return `b${reply.toString('base64')}`;
  if (Array.isArray(reply)) return `[${reply.map(canonical).join(',')}]`;
  if (reply instanceof ReplyError) return `!${reply.message}`;
  return typeof reply === 'string' ? `b${Buffer.from(reply).toString('base64')}` : String(reply);
};

const sortedItems = (reply: Reply, width: number): string => {
  if (!Array.isArray(reply)) return canonical(reply);
  const items: string[] = [];
  for (let i = 0; i < reply.length; i += width) items.push(canonical(reply.slice(i, i + width)));
  return items.sort().join(';');
};

/** Scores as numbers: servers write them with more or fewer digits. */
const scores = (reply: Reply): string => {
  if (!Array.isArray(reply)) return canonical(reply);
  const items: string[] = [];
  for (let i = 0; i < reply.length; i += 2)
    items.push(`${canonical(reply[i]!)}=${Number(replyText(reply[i + 1]!))}`);
  return items.join(';');
};

const field = (pairs: Reply, name: string): Reply => {
  if (!Array.isArray(pairs)) return null;
  const at = pairs.findIndex((item, i) => i % 2 === 0 && replyText(item) === name);
  return at < 0 ? null : pairs[at + 1]!;
};

/** Entries, last id, groups, consumers and what is pending for whom; not how often and when it was delivered. */
const streamText = async (connection: RedisConnection, key: Buffer): Promise<string> => {
  const info = await connection.tryCall(['XINFO', 'STREAM', key]);
  const groups = await connection.tryCall(['XINFO', 'GROUPS', key]);
  const parts = [
    canonical(await connection.tryCall(['XRANGE', key, '-', '+'])),
    canonical(field(info, 'last-generated-id')),
  ];
  for (const group of Array.isArray(groups) ? groups : []) {
    const name = field(group, 'name') as Buffer;
    const pending = await connection.tryCall(['XPENDING', key, name, '-', '+', '1000000']);
    const owners = Array.isArray(pending)
      ? pending.map((entry) => canonical((entry as Reply[]).slice(0, 2)))
      : [canonical(pending)];
    parts.push(
      canonical(name),
      canonical(field(group, 'last-delivered-id')),
      canonical(field(group, 'consumers')),
      ...owners,
    );
  }
  return parts.join('|');
};

const valueText = async (connection: RedisConnection, key: Buffer, type: string): Promise<string> => {
  const ask = (...args: (string | Buffer)[]) => connection.tryCall(args);
  switch (type) {
    case 'string':
      return canonical(await ask('GET', key));
    case 'list':
      return canonical(await ask('LRANGE', key, '0', '-1'));
    case 'set':
      return sortedItems(await ask('SMEMBERS', key), 1);
    case 'zset':
      return scores(await ask('ZRANGE', key, '0', '-1', 'WITHSCORES'));
    case 'hash':
      return sortedItems(await ask('HGETALL', key), 2);
    case 'stream':
      return streamText(connection, key);
    default:
      return canonical(await ask('DUMP', key));
  }
};

/** Absolute expiry in milliseconds, -1 none. Where only the rest can be asked, the server's clock is added. */
const expiryText = async (connection: RedisConnection, key: Buffer): Promise<string> => {
  const absolute = await connection.tryCall(['PEXPIRETIME', key]);
  if (!(absolute instanceof ReplyError)) return String(absolute);
  const [left, time] = await Promise.all([connection.call(['PTTL', key]), connection.call(['TIME'])]);
  const now = Array.isArray(time)
    ? Number(replyText(time[0]!)) * 1000 + Math.floor(Number(replyText(time[1]!)) / 1000)
    : 0;
  return Number(left) < 0 ? '-1' : String(now + Number(left));
};

export type KeyContent = { type: string; digest: string; expiry: number };

/**
 * What a server holds, by `<database>:<key in hexadecimal>`: for comparing servers whose own digests differ. Expiries
 * are apart: a server that only tells the rest of a time is right to within milliseconds.
 */
export const readContents = async (
  connection: RedisConnection,
  databases = 16,
): Promise<Map<string, KeyContent>> => {
  const contents = new Map<string, KeyContent>();
  for (let database = 0; database < databases; database += 1) {
    await connection.call(['SELECT', database]);
    let cursor = '0';
    do {
      const [next, keys] = (await connection.call(['SCAN', cursor, 'COUNT', '1000'])) as [Buffer, Buffer[]];
      cursor = next.toString();
      for (const key of keys) {
        const type = replyText(await connection.call(['TYPE', key])) ?? '';
        const text = await valueText(connection, key, type);
        const digest = createHash('sha1').update(text).digest('hex');
        const expiry = Number(await expiryText(connection, key));
        contents.set(`${database}:${key.toString('hex')}`, { type, digest, expiry });
      }
    } while (cursor !== '0');
  }
  await connection.call(['SELECT', 0]);
  return contents;
};
