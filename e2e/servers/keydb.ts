import { type RedisOptions, redisArguments } from './redis-options.ts';
import { startServer, type TestServer } from './server-process.ts';

/** Path of a keydb-server 6.3 (`KEYDB_BIN`), or null: no registry ships one, so tests that need it are skipped. */
export const keydbBinary = (): string | null => process.env.KEYDB_BIN || null;

export const startKeyDb = (options: RedisOptions = {}): Promise<TestServer> =>
  startServer({
    binary: keydbBinary() ?? 'keydb-server',
    args: (port, dir) => redisArguments(options, port, dir),
    ...(options.dir ? { dir: options.dir } : {}),
    ...(options.password ? { password: options.password } : {}),
    tls: options.tls !== undefined,
  });
