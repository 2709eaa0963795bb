import { randomBytes } from 'node:crypto';
import { replyFailure } from '../connection/connection-errors.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ReplyError, replyNumber } from '../resp/reply.ts';
import type { ExpiryForm } from './dump-receiver.ts';

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

/** PEXPIRETIME (Redis 7.0 and newer) is exact; PTTL moves by the time an answer waits to be read. */
export const findExpiryForm = async (connection: RedisConnection): Promise<ExpiryForm> => {
  const key = `amber:probe:${randomBytes(8).toString('hex')}`;
  if (replyNumber(await connection.tryCall(['PEXPIRETIME', key])) !== null) return { absolute: true };
  const rest = await connection.tryCall(['PTTL', key]);
  if (rest instanceof ReplyError)
    throw replyFailure(connection.name, rest, 'PTTL, which tells when keys expire');
  return { absolute: false, clockAhead: await clockAhead(connection) };
};
