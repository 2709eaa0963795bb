import type { GraphSchemaSummary } from '#lib/domain/graph-facts';

/** `String, single, expires after 60 s`. */
export const keyWords = ({ type, cardinality, traits }: GraphSchemaSummary['propertyKeys'][number]): string =>
  [type, cardinality, ...traits].join(', ');

/** `composite, unique, on vertices: name, age`, `mixed (search), on edges: weight, REGISTERED`. */
export const indexWords = (index: GraphSchemaSummary['indexes'][number]): string => {
  const kind = index.backend === null ? index.kind : `${index.kind} (${index.backend})`;
  const state = index.status === null || index.status === 'ENABLED' ? [] : [index.status];
  const what = [kind, ...(index.unique ? ['unique'] : []), `on ${index.on}: ${index.keys.join(', ')}`];
  return [...what, ...state].join(', ');
};
