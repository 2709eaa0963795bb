import {
  PROBED_COMMANDS,
  type ProbedCommand,
  type RedisProbe,
  type RedisProduct,
} from '#lib/domain/data-store';
import type { ServerVersion, Wish } from '#lib/domain/instance';
import { identityOf } from './identify.ts';

const MODULES_SINCE = 8;
/** The default of all of them. */
const DATABASES = 16;

/**
 * What an empty server that Amber starts itself will say of itself: with it, a preflight can be shown before there is a
 * server. The real one is asked before anything is loaded.
 */
export const presumeProbe = (server: ServerVersion, { databases }: Pick<Wish, 'databases'>): RedisProbe => {
  // an engine is only asked of servers of its own family
  const product = server.product as RedisProduct;
  return {
    ...identityOf(product, server.version),
    topology: 'standalone',
    databases: {},
    databaseCount: Math.max(DATABASES, databases),
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
    modules: product === 'redis' && Number.parseInt(server.version, 10) >= MODULES_SINCE ? null : [],
    latencyMs: 0,
  };
};
