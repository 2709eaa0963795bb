/** Opens the graph `gn` where ConfiguredGraphFactory knows it: `open`, else `unknown`. */
export const OPEN_CONFIGURED = `
try {
  if (gn in org.janusgraph.core.ConfiguredGraphFactory.getGraphNames()) { org.janusgraph.core.ConfiguredGraphFactory.open(gn); 'open' } else 'unknown'
} catch (e) { 'unknown' }
`;
