import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startServer, type TestServer } from './server-process.ts';

/** Path of a dragonfly 1.40 (`DRAGONFLY_BIN`), or null: no registry ships one, so tests that need it are skipped. */
export const dragonflyBinary = (): string | null => process.env.DRAGONFLY_BIN || null;

export type DragonflyOptions = {
  /** More flags, such as `['--requirepass', 'secret']`; a later one wins. */
  args?: readonly string[];
  dir?: string;
  password?: string;
  /** PEM files; Dragonfly wants a password with it. */
  tls?: { cert: string; key: string; ca?: string };
};

export const startDragonfly = (options: DragonflyOptions = {}): Promise<TestServer> => {
  const binary = dragonflyBinary() ?? 'dragonfly';
  // A build from source finds its own Boost beside itself.
  const libraries = join(dirname(binary), 'lib');
  const { tls } = options;
  return startServer({
    binary,
    args: (port, dir) => [
      ...['--port', `${port}`, '--bind', '127.0.0.1', '--proactor_threads', '2', '--maxmemory', '2gb'],
      ...['--dbfilename', '', '--dir', dir, '--log_dir', dir, '--version_check=false', '--logtostderr'],
      ...(options.password ? ['--requirepass', options.password] : []),
      ...(tls ? ['--tls', '--tls_cert_file', tls.cert, '--tls_key_file', tls.key] : []),
      ...(tls?.ca ? ['--tls_ca_cert_file', tls.ca] : []),
      ...(options.args ?? []),
    ],
    ...(existsSync(libraries) ? { env: { LD_LIBRARY_PATH: libraries } } : {}),
    ...(options.dir ? { dir: options.dir } : {}),
    ...(options.password ? { password: options.password } : {}),
    tls: tls !== undefined,
  });
};
