import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { endpointName } from '#lib/platform/network/socket-errors';
import { type Reply, ReplyError, replyText } from '../resp/reply.ts';
import { RespError } from '../resp/resp-error.ts';
import { replyFailure } from './connection-errors.ts';
import { openByteSocket } from './open-byte-socket.ts';
import type { ConnectOptions, RedisConnection } from './redis-connection.ts';
import { SocketConnection } from './socket-connection.ts';

const CONNECT_MS = 5000;
const SILENCE_MS = 60_000;

/**
 * Connects, authenticates and makes sure that a server of the Redis family answers. Every failure is an AmberError
 * whose words name `host:port` and what to do, and never the password.
 */
export const connect = async (endpoint: Endpoint, options: ConnectOptions): Promise<RedisConnection> => {
  const deadline = performance.now() + (options.connectTimeoutMs ?? CONNECT_MS);
  const name = endpointName(endpoint.host, endpoint.port);
  const socket = await openByteSocket(endpoint, options.signal, deadline);
  const connection = new SocketConnection(socket, {
    name,
    signal: options.signal,
    silenceMs: options.silenceMs ?? SILENCE_MS,
  });
  try {
    await withDeadline(greet(connection, endpoint), deadline, () => silentError(name, endpoint.tls !== null));
    return connection;
  } catch (error) {
    connection.close();
    throw greetingError(name, endpoint.tls !== null, error);
  }
};

const greet = async (connection: RedisConnection, endpoint: Endpoint): Promise<void> => {
  if (endpoint.password !== null || endpoint.username !== null) {
    const secret = endpoint.password ?? '';
    checkAuth(
      connection.name,
      endpoint,
      await connection.tryCall(
        endpoint.username === null ? ['AUTH', secret] : ['AUTH', endpoint.username, secret],
      ),
    );
  }
  checkPing(connection.name, await connection.tryCall(['PING']));
};

/** Redis before 6, Redis since 6, and both for a server on which nobody set a password. */
const NO_PASSWORD_SET = /no password is set|without any password configured/i;

const checkAuth = (name: string, endpoint: Endpoint, reply: Reply): void => {
  if (!(reply instanceof ReplyError)) {
    if (replyText(reply) !== 'OK') throw notRedis(name);
    return;
  }
  refuseEarlyErrors(name, reply);
  // The store works without: what was entered does no harm.
  if (NO_PASSWORD_SET.test(reply.message)) return;
  if (endpoint.username !== null && /wrong number of arguments/i.test(reply.message)) {
    throw new AmberError('store-auth', `${name} is too old for user names. Leave the user name empty.`);
  }
  const who = endpoint.username === null ? 'this password' : 'this user name and password';
  throw new AmberError('store-auth', `${name} does not accept ${who}.`);
};

/** Errors that a Redis-family server may answer to PING; it is one all the same. */
const REDIS_ERRORS = new Set(['NOPERM', 'LOADING', 'BUSY', 'MASTERDOWN', 'MISCONF', 'CLUSTERDOWN', 'ERR']);

const checkPing = (name: string, reply: Reply): void => {
  if (!(reply instanceof ReplyError)) {
    if (replyText(reply) !== 'PONG') throw notRedis(name);
    return;
  }
  refuseEarlyErrors(name, reply);
  if (reply.code === 'NOAUTH') throw replyFailure(name, reply, 'PING');
  if (!REDIS_ERRORS.has(reply.code)) throw notRedis(name);
};

/** What a server says to whoever connects, before it looks at the command. */
const refuseEarlyErrors = (name: string, reply: ReplyError): void => {
  if (reply.code === 'DENIED') {
    throw new AmberError(
      'store-refused',
      `${name} is in protected mode: it takes no connections from other machines while it has no password.`,
    );
  }
  if (/max number of clients/i.test(reply.message)) {
    throw new AmberError('store-refused', `${name} has reached its highest number of clients.`);
  }
  if (/bad tls header/i.test(reply.message)) throw expectsTls(name);
};

const expectsTls = (name: string): AmberError =>
  new AmberError('store-tls', `${name} expects TLS on this port. Switch TLS on for this data store.`);

const notRedis = (name: string, what = 'something else'): AmberError =>
  new AmberError(
    'store-not-redis',
    `${name} is not a Redis-family server: ${what} answers there. Check the port.`,
  );

const silentError = (name: string, tls: boolean): AmberError =>
  new AmberError(
    'store-timeout',
    `${name} accepted the connection but did not answer. It may be busy or stopped, or be no Redis-family server${tls ? '' : ', or expect TLS'}.`,
  );

/** The first bytes of a TLS record of type alert. */
const TLS_ALERT = '\u0015\u0003';

const greetingError = (name: string, tls: boolean, error: unknown): unknown => {
  if (!(error instanceof AmberError)) return error;
  if (error.code === 'store-protocol' && error.cause instanceof RespError) {
    const { start } = error.cause;
    if (start.startsWith(TLS_ALERT)) return expectsTls(name);
    if (start.startsWith('HTTP/') || start.startsWith('<')) return notRedis(name, 'a web server');
    if (start.startsWith('SSH-')) return notRedis(name, 'an SSH server');
    return notRedis(name);
  }
  if (error.code === 'store-closed') {
    return new AmberError(
      'store-closed',
      tls
        ? `${name} closed the connection before it answered. It may ask for a client certificate, or refuse this machine.`
        : `${name} closed the connection before it answered. It may expect TLS, refuse this machine, or be no Redis-family server.`,
      { cause: error },
    );
  }
  return error;
};

const withDeadline = async <T>(work: Promise<T>, deadline: number, late: () => AmberError): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), Math.max(1, deadline - performance.now()));
  });
  // When the deadline wins, what the closed connection then says to `work` is nobody's concern.
  work.catch(() => {});
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};
