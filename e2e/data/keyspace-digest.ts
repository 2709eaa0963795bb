import { createHash } from 'node:crypto';
import type { Endpoint } from '#lib/domain/data-store';
import { connect } from '#lib/engines/redis/connection/connect';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import type { Reply } from '#lib/engines/redis/resp/reply';
import { ReplyError, replyNumber, replyText } from '#lib/engines/redis/resp/reply';

/** What a key holds, told through commands that every product has: independent of encodings and of DUMP. */
export type KeyContents = {
  type: string;
  /** SHA-256 over the contents in an order of its own. */
  contents: string;
  /** Unix milliseconds, as exact as a round trip; null: it does not expire. */
  expireAt: number | null;
  /** How much later the true expiry may be. */
  unsureMs: number;
};

/** `<database>/<key in hexadecimal>` to what it holds. */
export type Keyspace = Map<string, KeyContents>;

const PAGE = 5000;

const bytes = (reply: Reply | undefined): Buffer => {
  if (Buffer.isBuffer(reply)) return reply;
  if (typeof reply === 'string') return Buffer.from(reply);
  if (typeof reply === 'number' || typeof reply === 'bigint') return Buffer.from(String(reply));
  throw new Error(`not a string: ${reply instanceof ReplyError ? reply.message : String(reply)}`);
};
const list = (reply: Reply): Reply[] => {
  if (Array.isArray(reply)) return reply;
  throw new Error(`not an array: ${reply instanceof ReplyError ? reply.message : String(reply)}`);
};

type Digest = { add(...parts: (Buffer | string)[]): void; hex(): string };

const newDigest = (): Digest => {
  const hash = createHash('sha256');
  return {
    add: (...parts) => {
      for (const part of parts) {
        const data = typeof part === 'string' ? Buffer.from(part) : part;
        hash.update(`${data.length}:`).update(data);
      }
    },
    hex: () => hash.digest('hex'),
  };
};

const readString = async (connection: RedisConnection, key: Buffer, digest: Digest) => {
  const length = replyNumber(await connection.call(['STRLEN', key])) ?? 0;
  digest.add(String(length));
  const hash = createHash('sha256');
  for (let at = 0; at < length; at += 1 << 20) {
    hash.update(bytes(await connection.call(['GETRANGE', key, at, at + (1 << 20) - 1])));
  }
  digest.add(hash.digest('hex'));
};

const readList = async (connection: RedisConnection, key: Buffer, digest: Digest) => {
  for (let at = 0; ; at += PAGE) {
    const page = list(await connection.call(['LRANGE', key, at, at + PAGE - 1]));
    for (const element of page) digest.add(bytes(element));
    if (page.length < PAGE) return;
  }
};

const inOrder = (items: Buffer[][]): Buffer[][] => items.sort((a, b) => Buffer.compare(a[0]!, b[0]!));

const inGroups = (flat: Reply[], width: number): Buffer[][] =>
  Array.from({ length: flat.length / width }, (_, i) =>
    flat.slice(i * width, (i + 1) * width).map((reply) => bytes(reply)),
  );

/** Dragonfly answers with doubles of its own form: a score counts by its value. */
const score = (text: Buffer): string => String(Number(text.toString().replace(/inf$/, 'Infinity')));

const readSortedSet = async (connection: RedisConnection, key: Buffer, digest: Digest) => {
  const flat = list(await connection.call(['ZRANGE', key, 0, -1, 'WITHSCORES']));
  for (const [member, value] of inOrder(inGroups(flat, 2))) digest.add(member!, score(value!));
};

/** Which command tells a member's or field's own expiry differs by product; to the second is enough. */
const memberExpiry = async (
  connection: RedisConnection,
  key: Buffer,
  member: Buffer,
  type: 'hash' | 'set',
): Promise<string> => {
  const commands =
    type === 'hash'
      ? [
          ['HTTL', key, 'FIELDS', 1, member],
          ['FIELDTTL', key, member],
          ['TTL', key, member],
        ]
      : [
          ['FIELDTTL', key, member],
          ['TTL', key, member],
        ];
  for (const command of commands) {
    const reply = await connection.tryCall(command);
    const seconds = replyNumber(Array.isArray(reply) ? (reply[0] ?? null) : reply);
    if (seconds !== null)
      return seconds < 0 ? 'none' : String(Math.round((Date.now() / 1000 + seconds) / 3600));
  }
  return 'none';
};

/** Asking per member is slow: the expiries of large collections are left out. */
const MOST_MEMBERS = 200;

const readMembers = async (
  connection: RedisConnection,
  key: Buffer,
  type: 'hash' | 'set',
  digest: Digest,
) => {
  const command = type === 'hash' ? 'HGETALL' : 'SMEMBERS';
  const items = inOrder(inGroups(list(await connection.call([command, key])), type === 'hash' ? 2 : 1));
  for (const item of items) {
    digest.add(...item);
    if (items.length <= MOST_MEMBERS) digest.add(await memberExpiry(connection, key, item[0]!, type));
  }
};

const flatten = (reply: Reply): string =>
  Array.isArray(reply) ? `[${reply.map(flatten).join(',')}]` : bytes(reply).toString('hex');

/** The fields of an XINFO reply that every version has and that survive a restore. */
const infoFields = (reply: Reply, names: readonly string[]): string => {
  const flat = list(reply);
  return names
    .map((name) => {
      const at = flat.findIndex((part, i) => i % 2 === 0 && replyText(part) === name);
      return at < 0 ? `${name}=?` : `${name}=${flatten(flat[at + 1]!)}`;
    })
    .join(' ');
};

const readStream = async (connection: RedisConnection, key: Buffer, digest: Digest) => {
  for (let from = '-'; ; ) {
    const page = list(await connection.call(['XRANGE', key, from, '+', 'COUNT', PAGE]));
    for (const entry of page) digest.add(flatten(entry));
    if (page.length < PAGE) break;
    from = `(${bytes(list(page.at(-1)!)[0]).toString()}`;
  }
  digest.add(infoFields(await connection.call(['XINFO', 'STREAM', key]), ['length', 'last-generated-id']));
  for (const group of list(await connection.call(['XINFO', 'GROUPS', key]))) {
    digest.add(infoFields(group, ['name', 'pending', 'last-delivered-id']));
    const flat = list(group);
    const name = bytes(flat[flat.findIndex((part) => replyText(part) === 'name') + 1]);
    // Entry, consumer, idle time, deliveries: all but the time since.
    for (const pending of list(await connection.call(['XPENDING', key, name, '-', '+', 100_000]))) {
      const [entry, consumer, , deliveries] = list(pending);
      digest.add(bytes(entry), bytes(consumer), bytes(deliveries));
    }
  }
};

/** Its payload tells how its graph was built, which a restore may build anew: what it holds is elements and vectors. */
const readVectorSet = async (connection: RedisConnection, key: Buffer, digest: Digest) => {
  const count = replyNumber(await connection.call(['VCARD', key])) ?? 0;
  const elements = list(await connection.call(['VRANDMEMBER', key, count])).map((element) => bytes(element));
  digest.add(String(count), flatten(await connection.call(['VDIM', key])));
  for (const element of elements.sort(Buffer.compare)) {
    digest.add(element, flatten(await connection.call(['VEMB', key, element, 'RAW'])));
    const attributes = await connection.call(['VGETATTR', key, element]);
    digest.add(attributes === null ? 'none' : bytes(attributes));
  }
};

/** Their payload is no measure: JSON may be spaced otherwise, and the one of Top-K holds memory that means nothing. */
const readOther = async (connection: RedisConnection, key: Buffer, type: string, digest: Digest) => {
  if (type === 'TopK-TYPE') digest.add(flatten(await connection.call(['TOPK.LIST', key, 'WITHCOUNT'])));
  else digest.add(bytes(await connection.call([type === 'ReJSON-RL' ? 'JSON.GET' : 'DUMP', key])));
};

const readKey = async (connection: RedisConnection, key: Buffer): Promise<KeyContents> => {
  const type = bytes(await connection.call(['TYPE', key])).toString();
  const digest = newDigest();
  if (type === 'string') await readString(connection, key, digest);
  else if (type === 'list') await readList(connection, key, digest);
  else if (type === 'hash' || type === 'set') await readMembers(connection, key, type, digest);
  else if (type === 'zset') await readSortedSet(connection, key, digest);
  else if (type === 'vectorset') await readVectorSet(connection, key, digest);
  else if (type === 'stream') await readStream(connection, key, digest);
  else await readOther(connection, key, type, digest);
  const asked = Date.now();
  const ttl = replyNumber(await connection.call(['PTTL', key])) ?? -1;
  // The server answered at some moment in between: on a busy machine that may be seconds.
  const unsureMs = Date.now() - asked;
  return { type, contents: digest.hex(), expireAt: ttl < 0 ? null : asked + ttl, unsureMs };
};

const keysOf = async (connection: RedisConnection): Promise<Buffer[]> => {
  const keys = new Map<string, Buffer>();
  for (let cursor = '0'; ; ) {
    const [next, page] = list(await connection.call(['SCAN', cursor, 'COUNT', PAGE]));
    for (const key of list(page!)) keys.set(bytes(key).toString('hex'), bytes(key));
    cursor = bytes(next).toString();
    if (cursor === '0') return [...keys.values()];
  }
};

const AT_ONCE = 200;

/** Reads every key of every database. */
export const readKeyspace = async (endpoint: Endpoint): Promise<Keyspace> => {
  const connection = await connect(endpoint, { signal: new AbortController().signal, silenceMs: 120_000 });
  try {
    const keyspace: Keyspace = new Map();
    const info = replyText(await connection.call(['INFO', 'keyspace'])) ?? '';
    for (const [, database] of info.matchAll(/^db(\d+):/gm)) {
      await connection.call(['SELECT', database!]);
      const keys = await keysOf(connection);
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        const page = keys.slice(at, at + AT_ONCE);
        const contents = await Promise.all(page.map((key) => readKey(connection, key)));
        for (const [i, key] of page.entries())
          keyspace.set(`${database}/${key.toString('hex')}`, contents[i]!);
      }
    }
    return keyspace;
  } finally {
    connection.close();
  }
};

const nameOf = (id: string): string => {
  const [database, key] = id.split('/');
  return `${database}/${JSON.stringify(
    Buffer.from(key ?? '', 'hex')
      .toString('latin1')
      .slice(0, 100),
  )}`;
};

/** What differs between two key spaces, at most twenty lines; expiries may be `toleranceMs` apart. */
export const keyspaceDifferences = (left: Keyspace, right: Keyspace, toleranceMs = 5000): string[] => {
  const differences: string[] = [];
  for (const id of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(id), right.get(id)];
    if (!a || !b) differences.push(`${nameOf(id)}: only in the ${a ? 'first' : 'second'}`);
    else if (a.type !== b.type) differences.push(`${nameOf(id)}: ${a.type} and ${b.type}`);
    else if (a.contents !== b.contents) differences.push(`${nameOf(id)}: another ${a.type}`);
    else if ((a.expireAt === null) !== (b.expireAt === null)) differences.push(`${nameOf(id)}: expiry lost`);
    else if (Math.abs((a.expireAt ?? 0) - (b.expireAt ?? 0)) > toleranceMs + a.unsureMs + b.unsureMs) {
      differences.push(`${nameOf(id)}: expires at ${a.expireAt} and ${b.expireAt}`);
    }
    if (differences.length === 20) break;
  }
  return differences;
};
