import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { AskingEngine } from '#lib/domain/ports/engine';
import { preflight } from './preflight/preflight.ts';
import { presumeProbe } from './probe/presume-probe.ts';
import { probe } from './probe/probe.ts';
import { backupRefusal } from './snapshot/backup-refusal.ts';
import { methodWords } from './snapshot/method-words.ts';

/** What asks, without what moves data: the console loads no more of the engine than this. */
export const askingJanusGraph: AskingEngine<GraphFacts, GraphProbe> = {
  probe,
  backupRefusal,
  preflight,
  methods: methodWords,
  presume: presumeProbe,
};
