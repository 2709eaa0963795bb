import type { GraphFacts } from '#lib/domain/graph-facts';

type Needs = Required<Pick<GraphFacts, 'expiring' | 'mixedIndexes'>>;

/** Of facts that an older build wrote only the readable list of the schema says what a target needs. */
const fromSummary = ({ schema }: GraphFacts): Needs => {
  const named = [...schema.vertexLabels, ...schema.edgeLabels, ...schema.propertyKeys];
  const mixed = schema.indexes.filter(({ kind }) => kind === 'mixed');
  return {
    expiring: {
      names: named
        .filter(({ traits }) => traits.some((trait) => trait.startsWith('expires after')))
        .map(({ name }) => name),
      more: 0,
    },
    mixedIndexes: [...Map.groupBy(mixed, ({ backend }) => backend ?? '?')].map(([backend, indexes]) => ({
      backend,
      names: indexes.map(({ name }) => name),
      more: 0,
    })),
  };
};

/** What the backup's schema needs of a target. */
export const needsOf = (contents: GraphFacts): Needs => {
  const { expiring, mixedIndexes } = contents;
  return expiring && mixedIndexes ? { expiring, mixedIndexes } : fromSummary(contents);
};
