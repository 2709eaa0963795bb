import type { Product } from '#lib/domain/data-store';
import type { DataOptions } from '../data/every-type.ts';
import { dragonflyBinary, startDragonfly } from './dragonfly.ts';
import { fetchedPath } from './fetched-path.ts';
import { keydbBinary, startKeyDb } from './keydb.ts';
import { startRedis } from './redis.ts';
import { type RedisOptions, redisArguments } from './redis-options.ts';
import { startServer, type TestServer } from './server-process.ts';
import { startValkey } from './valkey.ts';

/** One server of the set that every run is proved against. */
export type FleetServer = {
  /** As people say it: `Redis 7.0.15`. */
  name: string;
  product: Product;
  version: string;
  /** The most that it can hold. */
  data: DataOptions;
  /** Whether its build speaks TLS. */
  tls: boolean;
  /** Whether the machine has it: Dragonfly and KeyDB are in no registry. */
  there: boolean;
  start(options?: RedisOptions): Promise<TestServer>;
  /** With an RDB file of this folder, `dump.rdb`, as a person would give it to a stock server. */
  startFrom(dir: string): Promise<TestServer>;
};

type Program = {
  /** Below `.cache/servers`. */
  path: string;
  /** Another release's loader and libraries to start it with. */
  release?: string;
  libraries?: string;
  modules?: readonly string[];
  /** Whether it wants to be told that DEBUG is allowed (from 7.0). */
  debug?: boolean;
};

const commandOf = ({ path, release }: Program, name: string): [binary: string, first: string[]] => {
  const program = fetchedPath(path);
  if (release === undefined) return [program, []];
  const lib = fetchedPath(`${release}/lib`);
  return [`${lib}/ld-linux-x86-64.so.2`, ['--argv0', name, '--library-path', lib, program]];
};

const startProgram = (program: Program, options: RedisOptions = {}): Promise<TestServer> => {
  const [binary, first] = commandOf(
    program,
    program.path.includes('valkey') ? 'valkey-server' : 'redis-server',
  );
  const modules = (program.modules ?? []).flatMap((path) => ['--loadmodule', fetchedPath(path)]);
  return startServer({
    binary,
    args: (port, dir) => [
      ...first,
      ...redisArguments(options, port, dir),
      ...(program.debug === false ? [] : ['--enable-debug-command', 'local']),
      ...modules,
    ],
    ...(program.libraries ? { env: { LD_LIBRARY_PATH: fetchedPath(program.libraries) } } : {}),
    ...(options.dir ? { dir: options.dir } : {}),
    ...(options.password ? { password: options.password } : {}),
    tls: options.tls !== undefined,
  });
};

type Row = Omit<FleetServer, 'startFrom' | 'there' | 'name'> & { name?: string; there?: boolean };

const NAMES: Partial<Record<Product, string>> = {
  redis: 'Redis',
  valkey: 'Valkey',
  keydb: 'KeyDB',
  dragonfly: 'Dragonfly',
};

const server = (row: Row): FleetServer => ({
  there: true,
  startFrom: (dir) => row.start({ dir }),
  ...row,
  name: row.name ?? `${NAMES[row.product]} ${row.version}`,
});

const redis = (
  version: string,
  program: Program,
  more: { data?: Partial<DataOptions>; tls?: boolean; name?: string } = {},
): FleetServer =>
  server({
    product: 'redis',
    version,
    ...(more.name ? { name: more.name } : {}),
    data: { product: 'redis', functions: true, ...more.data },
    tls: more.tls ?? false,
    start: (options) => startProgram(program, options),
  });

const STACK: Program = { path: 'redis-7.2.4/redis-server', libraries: 'libssl-1.1' };

/** All of them, oldest first. A server that must be there and is not fails at its start, with the reason. */
export const FLEET: readonly FleetServer[] = [
  redis('6.2.14', { path: 'redis-6.2.14/redis-server', debug: false }, { data: { functions: false } }),
  server({
    product: 'redis',
    version: '7.0.15',
    data: { product: 'redis', functions: true },
    tls: true,
    start: startRedis,
  }),
  redis('7.2.4', STACK, { tls: true }),
  redis(
    '7.2.4',
    {
      ...STACK,
      modules: ['rejson', 'redisbloom', 'redistimeseries'].map((name) => `redis-7.2.4/${name}.so`),
    },
    { name: 'Redis 7.2.4 with modules', tls: true, data: { modules: true } },
  ),
  redis(
    '8.0.2',
    { path: 'trixie/redis-server', release: 'trixie' },
    { tls: true, data: { fieldExpiry: true, vectorSets: true } },
  ),
  redis(
    '8.6.2',
    { path: 'redis-8.6.2/redis-server', release: 'trixie' },
    { data: { fieldExpiry: true, vectorSets: true } },
  ),
  server({
    product: 'valkey',
    version: '8.1.1',
    data: { product: 'valkey', functions: true },
    tls: true,
    start: (options) => startProgram({ path: 'trixie/valkey-server', release: 'trixie' }, options),
  }),
  server({
    product: 'valkey',
    version: '9.1.2',
    data: { product: 'valkey', functions: true, fieldExpiry: true },
    tls: false,
    start: startValkey,
  }),
  server({
    product: 'keydb',
    version: '6.3.4',
    data: { product: 'keydb' },
    tls: false,
    there: keydbBinary() !== null,
    start: startKeyDb,
  }),
  {
    ...server({
      product: 'dragonfly',
      version: '1.40.1',
      data: { product: 'dragonfly', ownTypes: true },
      tls: true,
      there: dragonflyBinary() !== null,
      start: startDragonfly,
    }),
    startFrom: (dir) => startDragonfly({ dir, args: ['--dbfilename', 'dump.rdb', '--nodf_snapshot_format'] }),
  },
];
