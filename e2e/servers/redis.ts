import { execFileSync } from 'node:child_process';
import { type RedisOptions, redisArguments } from './redis-options.ts';
import { startServer, type TestServer } from './server-process.ts';

/** The server of the system (Debian 12: Redis 7.0.15). DEBUG is allowed from this machine, for its digest. */
export const startRedis = (options: RedisOptions = {}): Promise<TestServer> =>
  startServer({
    binary: 'redis-server',
    args: (port, dir) => [...redisArguments(options, port, dir), '--enable-debug-command', 'local'],
    ...(options.dir ? { dir: options.dir } : {}),
    ...(options.password ? { password: options.password } : {}),
    tls: options.tls !== undefined,
  });

/** One command through redis-cli; gives its raw output. Large or binary arguments go in by `stdin` (last argument). */
export const redisCli = (
  server: { port: number },
  args: readonly string[],
  options: { password?: string; stdin?: Buffer } = {},
): string =>
  execFileSync(
    'redis-cli',
    [
      '-p',
      `${server.port}`,
      ...(options.password ? ['-a', options.password, '--no-auth-warning'] : []),
      ...(options.stdin ? ['-x'] : []),
      ...args,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28, ...(options.stdin ? { input: options.stdin } : {}) },
  ).replace(/\n$/, '');
