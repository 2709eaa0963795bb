import { type FirstNames, GRAPH_NAMES, type GraphFacts } from '#lib/domain/graph-facts';
import type { GraphSchema } from './schema-line.ts';

const MOST_BACKENDS = 100;
const LONGEST_NAME = 100;

export const firstNames = (names: readonly string[]): FirstNames => ({
  names: names.slice(0, GRAPH_NAMES).map((name) => name.slice(0, LONGEST_NAME)),
  more: Math.max(0, names.length - GRAPH_NAMES),
});

const expiring = ({ base }: GraphSchema): string[] => [
  ...base.vertexLabels.filter(({ ttl }) => ttl).map(({ label }) => label),
  ...base.edgeLabels.filter(({ ttl }) => ttl).map(({ label }) => label),
  ...base.propertyKeys.filter(({ ttl }) => ttl).map(({ key }) => key),
];

const mixedIndexes = ({ base }: GraphSchema): NonNullable<GraphFacts['mixedIndexes']> => {
  const byBackend = Map.groupBy(base.mixedIndexes, ({ indexBackend }) => indexBackend);
  return [...byBackend].slice(0, MOST_BACKENDS).map(([backend, indexes]) => ({
    backend: backend.slice(0, LONGEST_NAME),
    ...firstNames(indexes.map(({ name }) => name)),
  }));
};

/** What a schema needs of a target, for the preflight to decide by. */
export const schemaNeeds = (schema: GraphSchema): Pick<GraphFacts, 'expiring' | 'mixedIndexes'> => ({
  expiring: firstNames(expiring(schema)),
  mixedIndexes: mixedIndexes(schema),
});
