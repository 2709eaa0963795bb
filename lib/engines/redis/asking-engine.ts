import type { RedisProbe } from '#lib/domain/data-store';
import type { AskingEngine } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { preflight } from './preflight/preflight.ts';
import { presumeProbe } from './probe/presume-probe.ts';
import { probe } from './probe/probe.ts';
import { backupRefusal } from './snapshot/backup-refusal.ts';
import { methodWords } from './snapshot/method-words.ts';

/** What asks, without what moves data: the console loads no more of the engine than this. */
export const askingRedis: AskingEngine<RdbFacts, RedisProbe> = {
  probe,
  backupRefusal,
  preflight: (artefact, target) => preflight(artefact, target),
  methods: methodWords,
  presume: presumeProbe,
};
