import {
  PROBED_COMMANDS,
  type ProbedCommand,
  type RedisProbe,
  type RedisProduct,
} from '#lib/domain/data-store';
import { identityOf } from './identify.ts';

type Presumed = { product: RedisProduct; version: string; databases: number };

const MODULES_SINCE = 8;

/**
 * What an empty server that Amber starts itself will say of itself: with it, a preflight can be shown before there is a
 * server. The real one is asked before anything is loaded.
 */
export const presumeProbe = ({ product, version, databases }: Presumed): RedisProbe => ({
  ...identityOf(product, version),
  topology: 'standalone',
  databases: {},
  databaseCount: databases,
  keys: 0,
  expires: 0,
  functions: 0,
  memory: { used: 0, max: null, policy: null },
  persistence: { appendOnly: false, saving: true, loading: false },
  maxBulkBytes: product === 'dragonfly' ? 2 ** 31 : 512 * 2 ** 20,
  commands: Object.fromEntries(PROBED_COMMANDS.map((command) => [command, true])) as Record<
    ProbedCommand,
    boolean
  >,
  // Redis 8 comes with some, and which depends on how it was built
  modules: product === 'redis' && Number.parseInt(version, 10) >= MODULES_SINCE ? null : [],
  latencyMs: 0,
});
