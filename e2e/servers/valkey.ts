import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RedisOptions, redisArguments } from './redis-options.ts';
import { startServer, type TestServer } from './server-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Path of valkey-server 9.1.2; fetched on first use (`scripts/fetch-test-servers.mjs`). It has no TLS. */
export const valkeyBinary = (): string => {
  const path = join(root, '.cache/servers/valkey-9.1.2/valkey-server');
  if (!existsSync(path)) {
    execFileSync(process.execPath, [join(root, 'scripts/fetch-test-servers.mjs')], { stdio: 'inherit' });
  }
  return path;
};

/** Valkey 9.1.2. DEBUG is allowed from this machine, for its digest. */
export const startValkey = (options: RedisOptions = {}): Promise<TestServer> =>
  startServer({
    binary: valkeyBinary(),
    args: (port, dir) => [...redisArguments(options, port, dir), '--enable-debug-command', 'local'],
    ...(options.dir ? { dir: options.dir } : {}),
    ...(options.password ? { password: options.password } : {}),
  });
