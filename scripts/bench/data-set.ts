import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Mulberry32: the same numbers on every machine. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const WORDS = 'amber backup restore cursor leader order basket session region invoice'.split(' ');

/** RESP of one command. */
const command = (...args: string[]): string =>
  `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join('')}`;

/** Half random letters, half words: between what compresses well and what does not. */
const textOf = (random: () => number, length: number): string => {
  let text = '';
  while (text.length < length) {
    text +=
      random() < 0.5 ? WORDS[Math.floor(random() * WORDS.length)] : Math.floor(random() * 1e12).toString(36);
  }
  return text.slice(0, length);
};

const mixedKey = (index: number, random: () => number): string => {
  const key = `key:${index}:${textOf(random, 8)}`;
  const kind = random();
  const expiry =
    random() < 0.2 ? command('PEXPIRE', key, String(86_400_000 + Math.floor(random() * 1e9))) : '';
  const many = (count: number, make: () => string[]) => Array.from({ length: count }, make).flat();
  if (kind < 0.6) return command('SET', key, textOf(random, 40 + Math.floor(random() * 240))) + expiry;
  if (kind < 0.75)
    return command('HSET', key, ...many(8, () => [textOf(random, 8), textOf(random, 24)])) + expiry;
  if (kind < 0.85) return command('RPUSH', key, ...many(10, () => [textOf(random, 30)])) + expiry;
  if (kind < 0.93) return command('SADD', key, ...many(10, () => [textOf(random, 20)])) + expiry;
  return command('ZADD', key, ...many(10, () => [String(random()), textOf(random, 20)])) + expiry;
};

const smallKey = (index: number, random: () => number): string =>
  command('SET', `key:${index}`, textOf(random, 16 + Math.floor(random() * 32)));

export type KeyKind = 'mixed' | 'small';

const FILLED = 'amber-filled';

/** Resolves when the server has answered all that was sent. Throws at its first error. */
const answered = async (socket: Socket): Promise<void> => {
  let tail = '';
  for await (const chunk of socket) {
    const text = tail + String(chunk);
    const error = /^-.*$/m.exec(text);
    if (error) throw new Error(`The server to be filled answered ${error[0]}`);
    if (text.includes(FILLED)) return;
    tail = text.slice(-256);
  }
  throw new Error('The server to be filled closed the connection');
};

/**
 * Fills a server with `count` keys from a fixed seed; 600,000 mixed ones make an RDB file of about 130 MB. Not by
 * `redis-cli --pipe`: the empty line that it sends before its last command makes Dragonfly read inline commands at times.
 */
export const fill = async (port: number, count: number, kind: KeyKind): Promise<void> => {
  const socket = connect(port, '127.0.0.1');
  const done = answered(socket);
  // whoever awaits it comes only after the last command was sent
  done.catch(() => socket.destroy());
  const random = randomOf(20_261_123);
  const make = kind === 'mixed' ? mixedKey : smallKey;
  let text = '';
  for (let index = 0; index < count && !socket.destroyed; index += 1) {
    text += make(index, random);
    if (text.length < 1 << 20) continue;
    if (!socket.write(text)) await Promise.race([once(socket, 'drain'), done]);
    text = '';
  }
  socket.write(text + command('ECHO', FILLED));
  await done;
};
