import type { RedisProbe } from '#lib/domain/data-store';
import type { Engine } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import type { KeyRestoreFacts } from '#lib/domain/restore';
import { askingRedis } from './asking-engine.ts';
import { inspectRdb } from './rdb/inspect-rdb.ts';
import { restore } from './restore/restore.ts';
import { snapshot } from './snapshot/snapshot.ts';

/** Redis, Valkey, KeyDB and Dragonfly. */
export const redisEngine: Engine<RdbFacts, RedisProbe, KeyRestoreFacts> = {
  ...askingRedis,
  snapshot,
  inspect: (source, run) => inspectRdb(source, run),
  restore,
};
