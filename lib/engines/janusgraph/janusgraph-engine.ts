import { AmberError } from '#lib/domain/errors';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { Engine } from '#lib/domain/ports/engine';
import type { GraphRestoreFacts } from '#lib/domain/restore';
import { askingJanusGraph } from './asking-engine.ts';
import { inspectGraph } from './graphson/inspect-graph.ts';
import { snapshot } from './snapshot/snapshot.ts';

export const janusGraphEngine: Engine<GraphFacts, GraphProbe, GraphRestoreFacts> = {
  ...askingJanusGraph,
  snapshot,
  inspect: inspectGraph,
  restore: async () => {
    throw new AmberError('store-unsupported', 'This build cannot restore graphs yet.');
  },
};
