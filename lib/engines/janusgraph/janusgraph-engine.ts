import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { Engine } from '#lib/domain/ports/engine';
import type { GraphRestoreFacts } from '#lib/domain/restore';
import { askingJanusGraph } from './asking-engine.ts';
import { inspectGraph } from './graphson/inspect-graph.ts';
import { restore } from './restore/restore.ts';
import { snapshot } from './snapshot/snapshot.ts';

/** JanusGraph, through the scripts of a Gremlin Server. */
export const janusGraphEngine: Engine<GraphFacts, GraphProbe, GraphRestoreFacts> = {
  ...askingJanusGraph,
  snapshot,
  inspect: inspectGraph,
  restore,
};
