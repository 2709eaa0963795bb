import type { GraphProbe } from '#lib/domain/graph-probe';

/** How a graph would be backed up and restored, in words. */
export const methodWords = ({ graph }: GraphProbe): { snapshot: string; restore: string } => ({
  snapshot:
    'One walk over all vertices and their edges; what is written meanwhile may or may not be in the backup.',
  restore: `The graph “${graph}” is emptied, then its schema, vertices and edges are loaded`,
});
