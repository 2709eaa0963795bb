import type { GraphFacts, GraphLabelSummary, GraphSchemaSummary } from '#lib/domain/graph-facts';

/** The schema of a graph as rows of text, without React. */

export const byName = <T extends { name: string }>(parts: readonly T[]): T[] =>
  parts.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));

type LabelRow = { name: string; words: string; count: number };

/** Elements may also have a label that the schema does not define (`vertex`): they count too. */
const labelRows = (labels: readonly GraphLabelSummary[], counts: Record<string, number>): LabelRow[] => {
  const known = new Set(labels.map(({ name }) => name));
  const others = Object.keys(counts).filter((name) => !known.has(name));
  return byName([...labels, ...others.map((name) => ({ name, traits: [] }))]).map(({ name, traits }) => ({
    name,
    words: traits.join(', '),
    count: counts[name] ?? 0,
  }));
};

export const vertexLabelRows = ({ schema, vertexLabels }: GraphFacts): LabelRow[] =>
  labelRows(schema.vertexLabels, vertexLabels);

export const edgeLabelRows = ({ schema, edgeLabels }: GraphFacts): LabelRow[] =>
  labelRows(schema.edgeLabels, edgeLabels);

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
