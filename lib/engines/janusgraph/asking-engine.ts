import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { AskingEngine } from '#lib/domain/ports/engine';
import type { Preflight } from '#lib/domain/restore';
import { presumeProbe } from './probe/presume-probe.ts';
import { probe } from './probe/probe.ts';
import { backupRefusal } from './snapshot/backup-refusal.ts';
import { methodWords } from './snapshot/method-words.ts';

const preflight = (contents: GraphFacts, target: GraphProbe): Preflight => ({
  checks: [{ id: 'restore', outcome: 'refuse', text: 'This build cannot restore graphs yet' }],
  lost: { vertices: null, edges: null, empty: !target.hasVertices },
  brought: { vertices: contents.vertices, edges: contents.edges, empty: contents.vertices === 0 },
});

/** What asks, without what moves data: the console loads no more of the engine than this. */
export const askingJanusGraph: AskingEngine<GraphFacts, GraphProbe> = {
  probe,
  backupRefusal,
  preflight: ({ contents }, target) => preflight(contents, target),
  methods: methodWords,
  presume: presumeProbe,
};
