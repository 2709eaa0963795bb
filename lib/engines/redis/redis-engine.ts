import type { Engine } from '#lib/domain/ports/engine';
import { preflight } from './preflight/preflight.ts';
import { probe } from './probe/probe.ts';
import { inspectRdb } from './rdb/inspect-rdb.ts';
import { restore } from './restore/restore.ts';
import { backupRefusal } from './snapshot/backup-refusal.ts';
import { snapshot } from './snapshot/snapshot.ts';

/** Redis, Valkey, KeyDB and Dragonfly. */
export const redisEngine: Engine = {
  probe,
  backupRefusal,
  snapshot,
  inspect: (source, run) => inspectRdb(source, run),
  preflight: (artefact, target) => preflight(artefact, target),
  restore,
};
