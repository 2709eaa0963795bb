import type { Run } from '#lib/domain/operation';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { infoNumber } from '#lib/engines/redis/probe/info';
import { ReplyError } from '#lib/engines/redis/resp/reply';
import { refusedWrite } from './incomplete.ts';
import type { LoadingPlan } from './loading-plan.ts';
import { serverInfo } from './server-info.ts';
import { waitUntil } from './wait.ts';

/** Longest wait for memory that the server frees in the background. */
const FREEING_MS = 60_000;

const flushAll = async (connection: RedisConnection): Promise<void> => {
  const reply = await connection.tryCall(['FLUSHALL', 'ASYNC']);
  if (!(reply instanceof ReplyError)) return;
  // Redis before 4.0 knows no ASYNC and says `syntax error`; what else it refuses, it refuses twice.
  await connection.call(['FLUSHALL']);
};

/** The old data's memory is needed: a target near its limit would refuse the first keys. */
const awaitFreedMemory = async (connection: RedisConnection, run: Run): Promise<void> => {
  const deadline = Date.now() + FREEING_MS;
  await waitUntil(async () => {
    const pending = infoNumber(await serverInfo(connection, 'memory'), 'lazyfree_pending_objects');
    return !pending || Date.now() > deadline;
  }, run.signal);
};

const flushFunctions = async (connection: RedisConnection): Promise<string[]> => {
  const reply = await connection.tryCall(['FUNCTION', 'FLUSH']);
  if (!(reply instanceof ReplyError)) return [];
  if (reply.code === 'NOPERM')
    return ['Functions that the target held before are still there: the user may not run FUNCTION FLUSH.'];
  throw refusedWrite({ key: null, type: 'FUNCTION FLUSH' }, reply.message);
};

/** Removes every key of every database, and every function; gives what could not be removed, in sentences. */
export const clearTarget = async (
  connection: RedisConnection,
  plan: LoadingPlan,
  run: Run,
): Promise<string[]> => {
  run.progress({ phase: 'Clearing', bytes: 0, keys: 0 });
  run.mustHold?.();
  await flushAll(connection);
  const left = plan.functions ? await flushFunctions(connection) : [];
  await awaitFreedMemory(connection, run);
  return left;
};
