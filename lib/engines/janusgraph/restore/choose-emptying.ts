import type { GraphProbe } from '#lib/domain/graph-probe';

/**
 * `none`: it is empty. `reset`: the graph is dropped and opened again, schema included, at once. `clear`: its vertices are
 * deleted page by page, its schema stays: where others have the graph open, and where ConfiguredGraphFactory made it, as
 * its folder cannot be opened again by the same process.
 */
export type Emptying = 'none' | 'reset' | 'clear';

export const chooseEmptying = (target: GraphProbe): Emptying => {
  if (!target.hasVertices && !target.hasSchema) return 'none';
  const isConfigured = target.configured?.includes(target.graph) ?? false;
  const isItsOwn = target.graphs.includes(target.graph) && !isConfigured && !target.distributed;
  return isItsOwn ? 'reset' : 'clear';
};
