import { fetchedPath } from './fetched-path.ts';
import { type RedisOptions, redisArguments } from './redis-options.ts';
import { startServer, type TestServer } from './server-process.ts';

/** Path of valkey-server 9.1.2. It has no TLS. */
export const valkeyBinary = (): string => fetchedPath('valkey-9.1.2/valkey-server');

/** Valkey 9.1.2. DEBUG is allowed from this machine, for its digest. */
export const startValkey = (options: RedisOptions = {}): Promise<TestServer> =>
  startServer({
    binary: valkeyBinary(),
    args: (port, dir) => [...redisArguments(options, port, dir), '--enable-debug-command', 'local'],
    ...(options.dir ? { dir: options.dir } : {}),
    ...(options.password ? { password: options.password } : {}),
  });
