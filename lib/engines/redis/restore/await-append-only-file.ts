import type { Run } from '#lib/domain/operation';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import type { Info } from '#lib/engines/redis/probe/info';
import { readSetting } from '#lib/engines/redis/probe/settings';
import { ReplyError } from '#lib/engines/redis/resp/reply';
import { notDurable } from './incomplete.ts';
import { serverInfo } from './server-info.ts';
import { pause, waitUntil } from './wait.ts';

const WAITAOF_MS = 1000;
/**
 * `appendfsync everysec` begins an fsync when a second of the server's clock has passed since the last: two later, every
 * write acknowledged before is in one that has begun.
 */
const EVERY_SECOND_MS = 2100;

const checkStatus = (info: Info): void => {
  if (info.get('aof_last_write_status') === 'err') {
    throw notDurable('the target could not write its append-only file');
  }
};

/** Redis 7.2 and newer tell when the writes of this connection are on the disk. Null: the server has no such command. */
const byWaitAof = async (connection: RedisConnection, run: Run): Promise<true | null> => {
  for (;;) {
    const reply = await connection.tryCall(['WAITAOF', 1, 0, WAITAOF_MS]);
    if (reply instanceof ReplyError) return null;
    if (Array.isArray(reply) && reply[0] === 1) return true;
    run.signal.throwIfAborted();
    checkStatus(await serverInfo(connection, 'persistence'));
  }
};

const byEverySecond = async (connection: RedisConnection, run: Run): Promise<void> => {
  await pause(EVERY_SECOND_MS, run.signal);
  await waitUntil(async () => {
    const info = await serverInfo(connection, 'persistence');
    checkStatus(info);
    return (info.get('aof_pending_bio_fsync') ?? '0') === '0';
  }, run.signal);
};

/** A rewrite ends with an fsync of the whole data set, whatever the server does otherwise. */
const byRewrite = async (connection: RedisConnection, run: Run): Promise<'aof' | 'memory'> => {
  const before = await serverInfo(connection, 'persistence');
  if (before.get('aof_rewrite_in_progress') === '1') await awaitRewrite(connection, run);
  const reply = await connection.tryCall(['BGREWRITEAOF']);
  if (reply instanceof ReplyError) {
    run.log(
      `The target leaves writing to its system (appendfsync no) and did not take BGREWRITEAOF (${reply.message})`,
    );
    return 'memory';
  }
  const info = await awaitRewrite(connection, run);
  if (info.get('aof_last_bgrewrite_status') === 'err') {
    throw notDurable('the target could not rewrite its append-only file');
  }
  return 'aof';
};

const awaitRewrite = async (connection: RedisConnection, run: Run): Promise<Info> => {
  let info: Info = new Map();
  await waitUntil(async () => {
    info = await serverInfo(connection, 'persistence');
    return info.get('aof_rewrite_in_progress') !== '1' && info.get('aof_rewrite_scheduled') !== '1';
  }, run.signal);
  return info;
};

/** Waits until every acknowledged write is in the append-only file on the disk. */
export const awaitAppendOnlyFile = async (
  connection: RedisConnection,
  run: Run,
): Promise<'aof' | 'memory'> => {
  run.progress({ phase: 'Saving', bytes: 0, keys: 0 });
  const policy = await readSetting(connection, 'appendfsync');
  if (policy === 'no') return await byRewrite(connection, run);
  if (await byWaitAof(connection, run)) return 'aof';
  // `always`: a reply is sent after its fsync.
  if (policy === 'always') checkStatus(await serverInfo(connection, 'persistence'));
  else await byEverySecond(connection, run);
  return 'aof';
};
