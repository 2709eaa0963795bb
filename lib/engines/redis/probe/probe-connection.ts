import type { RedisProbe, Topology } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { replyFailure } from '../connection/connection-errors.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ReplyError } from '../resp/reply.ts';
import { countFunctions } from './function-count.ts';
import { type Identity, identify } from './identify.ts';
import { type Info, infoNumber, plainWord, readInfo } from './info.ts';
import { readKeyspace } from './keyspace.ts';
import { listModules } from './modules.ts';
import { askPermissions } from './permissions.ts';
import { readNumber, readSetting } from './settings.ts';

const askInfo = async (connection: RedisConnection): Promise<Info> => {
  // Dragonfly leaves Persistence out of the default answer.
  const reply = await connection.tryCall(['INFO', 'ALL']);
  if (reply instanceof ReplyError) {
    if (reply.code === 'NOPERM') {
      throw new AmberError(
        'store-permission',
        `The user of ${connection.name} may not run INFO, which tells what kind of server this is. Grant it: ACL SETUSER <user> +info.`,
      );
    }
    throw replyFailure(connection.name, reply, 'INFO');
  }
  return readInfo(connection, reply);
};

const isReplica = (info: Info): boolean => info.get('role') === 'slave' || info.get('role') === 'replica';

const findTopology = async (
  connection: RedisConnection,
  info: Info,
  identity: Identity,
): Promise<Topology> => {
  if (info.get('redis_mode') === 'sentinel' || info.get('server_mode') === 'sentinel') return 'sentinel';
  const clustered = info.get('cluster_enabled') === '1' || info.get('redis_mode') === 'cluster';
  // Dragonfly can pretend to be a cluster of one; only a real one has no other database.
  if (clustered && (identity.product !== 'dragonfly' || !(await hasSecondDatabase(connection))))
    return 'cluster';
  return isReplica(info) ? 'replica' : 'standalone';
};

const hasSecondDatabase = async (connection: RedisConnection): Promise<boolean> => {
  const reply = await connection.tryCall(['SELECT', '1']);
  if (reply instanceof ReplyError) return false;
  await connection.call(['SELECT', '0']);
  return true;
};

/** Dragonfly has no run id; the id of its replication stream is as good. */
const serverId = (info: Info): string | null => {
  const id = info.get('run_id') ?? info.get('master_replid') ?? '';
  return /^[0-9a-f]{40}$/.test(id) ? id : null;
};

const masterLink = (info: Info): RedisProbe['masterLink'] => {
  if (!isReplica(info)) return null;
  if (info.get('master_sync_in_progress') === '1') return 'syncing';
  return info.get('master_link_status') === 'up' ? 'up' : 'down';
};

/** Redis' default. Dragonfly has no such setting and its default limit for a string is 2 GiB. */
const defaultMaxBulk = (identity: Identity): number =>
  identity.product === 'dragonfly' ? 2 ** 31 : 512 * 2 ** 20;

const measurePing = async (connection: RedisConnection): Promise<number> => {
  const start = performance.now();
  await connection.tryCall(['PING']);
  return Math.round((performance.now() - start) * 100) / 100;
};

/** Asks a connected server what it is and holds and what this user may do. Selects database 0. */
export const probeConnection = async (connection: RedisConnection): Promise<RedisProbe> => {
  const info = await askInfo(connection);
  const identity = identify(info);
  if (identity === null) {
    throw new AmberError(
      'store-not-redis',
      `${connection.name} does not say which server it is. Check the port.`,
    );
  }
  const [topology, permissions, functions, databaseCount, maxMemory, maxBulk, save, dbFile, modules] =
    await Promise.all([
      findTopology(connection, info, identity),
      askPermissions(connection),
      countFunctions(connection),
      readNumber(connection, 'databases'),
      readNumber(connection, 'maxmemory'),
      readNumber(connection, 'proto-max-bulk-len'),
      readSetting(connection, 'save'),
      readSetting(connection, 'dbfilename'),
      listModules(connection),
    ]);
  const isDragonfly = identity.product === 'dragonfly';
  const databases = readKeyspace(info);
  const counts = Object.values(databases);
  return {
    ...identity,
    topology,
    serverId: serverId(info),
    masterLink: masterLink(info),
    databases,
    databaseCount,
    keys: counts.reduce((sum, { keys }) => sum + keys, 0),
    expires: counts.reduce((sum, { expires }) => sum + expires, 0),
    functions: isDragonfly ? 0 : functions,
    memory: {
      used: infoNumber(info, 'used_memory') ?? 0,
      max: maxMemory ?? (infoNumber(info, 'maxmemory') || null),
      policy: plainWord(info.get('maxmemory_policy')),
    },
    persistence: {
      appendOnly: info.get('aof_enabled') === '1',
      saving: isDragonfly ? Boolean(dbFile) : Boolean(save),
      loading: info.get('loading') === '1',
    },
    maxBulkBytes: maxBulk ?? defaultMaxBulk(identity),
    // Dragonfly knows FUNCTION FLUSH only: there is nothing to save or load.
    commands: isDragonfly ? { ...permissions, function: false } : permissions,
    modules,
    latencyMs: await measurePing(connection),
  };
};
