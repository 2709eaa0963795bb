import { randomBytes } from 'node:crypto';
import { replyFailure } from '../connection/connection-errors.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ReplyError, replyNumber } from '../resp/reply.ts';

/** How a server is asked when a key expires. */
export type ExpiryForm =
  | { command: 'PEXPIRETIME' }
  /** Only the rest of the time: the server's clock runs so many milliseconds before ours. */
  | { command: 'PTTL'; clockAhead: number };

/** Milliseconds by which the server's clock runs before ours; 0 where it does not tell the time. */
const clockAhead = async (connection: RedisConnection): Promise<number> => {
  const asked = Date.now();
  const time = await connection.tryCall(['TIME']);
  const answered = Date.now();
  if (!Array.isArray(time)) return 0;
  const [seconds, micros] = time.map(replyNumber);
  if (seconds == null || micros == null) return 0;
  return Math.round(seconds * 1000 + micros / 1000 - (asked + answered) / 2);
};

/** PEXPIRETIME (Redis 7.0 and newer) is exact; PTTL is off by the time that an answer waits to be read. */
export const findExpiryForm = async (connection: RedisConnection): Promise<ExpiryForm> => {
  const key = `amber:probe:${randomBytes(8).toString('hex')}`;
  if (replyNumber(await connection.tryCall(['PEXPIRETIME', key])) !== null) return { command: 'PEXPIRETIME' };
  const rest = await connection.tryCall(['PTTL', key]);
  if (rest instanceof ReplyError)
    throw replyFailure(connection.name, rest, 'PTTL, which tells when keys expire');
  return { command: 'PTTL', clockAhead: await clockAhead(connection) };
};

export const NO_EXPIRY = -1;
export const NO_KEY = -2;

/** Unix milliseconds, `NO_EXPIRY` or `NO_KEY`. */
export const readExpiry = (form: ExpiryForm, value: number | bigint): number => {
  // What a number cannot hold is kept as the last that it can: the year 287,396.
  const time = Math.min(Number(value), Number.MAX_SAFE_INTEGER);
  return time < 0 || form.command === 'PEXPIRETIME' ? time : Date.now() + form.clockAhead + time;
};
