import type { Run } from '#lib/domain/operation';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { type Info, infoNumber } from '#lib/engines/redis/probe/info';
import { ReplyError } from '#lib/engines/redis/resp/reply';
import { notDurable } from './incomplete.ts';
import { serverInfo } from './server-info.ts';
import { waitUntil } from './wait.ts';

/** Another save, or a rewrite of the append-only file, is under way: that one may have begun too early. */
const BUSY = /in progress|already|active|another child/i;

type Started = 'started' | 'busy' | ReplyError;

const startSave = async (connection: RedisConnection): Promise<Started> => {
  const reply = await connection.tryCall(['BGSAVE']);
  if (!(reply instanceof ReplyError)) return 'started';
  return BUSY.test(reply.message) ? 'busy' : reply;
};

const progressOf = (info: Info, run: Run): void => {
  const keys = infoNumber(info, 'current_save_keys_processed') ?? 0;
  const total = infoNumber(info, 'current_save_keys_total') ?? 0;
  run.progress({ phase: 'Saving', bytes: 0, keys, keysTotal: total > 0 ? total : null });
};

/** Dragonfly goes on saying that a BGSAVE is in progress until the next save: its own field tells the truth. */
const isSaving = (info: Info): boolean =>
  info.has('saving') ? info.get('saving') === '1' : isSavingRedis(info);

const isSavingRedis = (info: Info): boolean =>
  info.get('rdb_bgsave_in_progress') === '1' || info.get('aof_rewrite_in_progress') === '1';

const awaitIdle = async (connection: RedisConnection, run: Run): Promise<Info> => {
  let info: Info = new Map();
  await waitUntil(async () => {
    info = await serverInfo(connection, 'persistence');
    progressOf(info, run);
    return !isSaving(info);
  }, run.signal);
  return info;
};

/** Has the target write its snapshot file and waits for it. */
export const saveSnapshot = async (connection: RedisConnection, run: Run): Promise<'snapshot' | 'memory'> => {
  for (;;) {
    await awaitIdle(connection, run);
    const started = await startSave(connection);
    if (started === 'busy') continue;
    if (started instanceof ReplyError) {
      run.log(
        `The target did not take BGSAVE (${started.message}): the data is in memory until it saves by itself`,
      );
      return 'memory';
    }
    const info = await awaitIdle(connection, run);
    if (info.get('rdb_last_bgsave_status') === 'err')
      throw notDurable('the target could not save its snapshot');
    return 'snapshot';
  }
};
