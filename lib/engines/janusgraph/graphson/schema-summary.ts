import {
  GRAPH_SCHEMA_ENTRIES,
  type GraphLabelSummary,
  type GraphSchemaSummary,
} from '#lib/domain/graph-facts';
import { secondsWords } from '#lib/domain/words/figures';
import type { GraphSchema } from './schema-line.ts';

/** A label may be called like something that every object has. */
const own = <Value>(record: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const expiry = (ttl: number | undefined): string[] =>
  ttl === undefined ? [] : [`expires after ${secondsWords(ttl / 1000)}`];

const locked = (consistency: string | undefined): string[] =>
  consistency === undefined ? [] : [consistency.toLowerCase()];

/** `[B` → `byte[]`, `java.lang.String` → `String`. */
const ARRAYS: Record<string, string> = {
  '[B': 'byte[]',
  '[S': 'short[]',
  '[I': 'int[]',
  '[J': 'long[]',
  '[F': 'float[]',
  '[D': 'double[]',
  '[C': 'char[]',
  '[Z': 'boolean[]',
  '[Ljava.lang.String;': 'String[]',
};
const typeName = (className: string): string => ARRAYS[className] ?? className.split('.').at(-1)!;

const vertexLabels = ({ base }: GraphSchema): GraphLabelSummary[] =>
  base.vertexLabels.map(({ label, staticVertex, partition, ttl }) => ({
    name: label,
    traits: [...(staticVertex ? ['static'] : []), ...(partition ? ['partitioned'] : []), ...expiry(ttl)],
  }));

const edgeLabels = ({ base, ext }: GraphSchema): GraphLabelSummary[] =>
  base.edgeLabels.map(({ label, multiplicity, unidirected, ttl, consistency }) => {
    const sorted = own(ext.sortKey, label);
    return {
      name: label,
      traits: [
        multiplicity.toLowerCase(),
        ...(unidirected ? ['unidirected'] : []),
        ...(sorted ? [`sorted by ${sorted[0].join(', ')}`] : []),
        ...expiry(ttl),
        ...locked(consistency),
      ],
    };
  });

const propertyKeys = ({ base }: GraphSchema): GraphSchemaSummary['propertyKeys'] =>
  base.propertyKeys.map(({ key, className, cardinality, ttl, consistency }) => ({
    name: key,
    type: typeName(className),
    cardinality: cardinality.toLowerCase(),
    traits: [...expiry(ttl), ...locked(consistency)],
  }));

/** An index's status where all its keys agree. */
const statusOf = ({ ext }: GraphSchema, name: string): string | null => {
  const found = new Set(Object.values(own(ext.status, name) ?? {}));
  return found.size === 1 ? [...found][0]! : null;
};

export const elementsOf = (typeClass: string): 'vertices' | 'edges' | 'properties' =>
  typeClass.endsWith('Edge') ? 'edges' : typeClass.endsWith('VertexProperty') ? 'properties' : 'vertices';

type GraphIndex = { name: string; typeClass: string; indexOnly?: string; keys: { propertyKey: string }[] };

const graphIndex = (schema: GraphSchema, { name, typeClass, indexOnly, keys }: GraphIndex) => ({
  name,
  on: indexOnly === undefined ? elementsOf(typeClass) : `${elementsOf(typeClass)} of ${indexOnly}`,
  keys: keys.map(({ propertyKey }) => propertyKey),
  status: statusOf(schema, name),
});

const vertexCentric = (name: string, on: string, keys: string[]): GraphSchemaSummary['indexes'][number] => ({
  name,
  kind: 'vertex-centric',
  on,
  keys,
  unique: false,
  backend: null,
  status: null,
});

const indexes = (schema: GraphSchema): GraphSchemaSummary['indexes'] => [
  ...schema.base.compositeIndexes.map((index) => ({
    ...graphIndex(schema, index),
    kind: 'composite' as const,
    unique: index.unique,
    backend: null,
  })),
  ...schema.base.mixedIndexes.map((index) => ({
    ...graphIndex(schema, index),
    kind: 'mixed' as const,
    unique: false,
    backend: index.indexBackend,
  })),
  ...schema.base.vertexCentricEdgeIndexes.map((index) =>
    vertexCentric(index.name, index.indexedEdgeLabel, index.propertyKeys),
  ),
  ...schema.base.vertexCentricPropertyIndexes.map((index) =>
    vertexCentric(index.name, index.indexedPropertyKey, index.propertyKeys),
  ),
];

/** The schema as a readable list, bounded. */
export const summariseSchema = (schema: GraphSchema): GraphSchemaSummary => {
  const lists = {
    vertexLabels: vertexLabels(schema),
    edgeLabels: edgeLabels(schema),
    propertyKeys: propertyKeys(schema),
    indexes: indexes(schema),
  };
  const bounded = <Entry>(list: Entry[]) => list.slice(0, GRAPH_SCHEMA_ENTRIES);
  return {
    vertexLabels: bounded(lists.vertexLabels),
    edgeLabels: bounded(lists.edgeLabels),
    propertyKeys: bounded(lists.propertyKeys),
    indexes: bounded(lists.indexes),
    omitted: Object.values(lists).reduce(
      (sum, list) => sum + Math.max(0, list.length - GRAPH_SCHEMA_ENTRIES),
      0,
    ),
  };
};

/** Global options as text; those that the server did not say are left out. */
export const globalOptions = ({ ext }: GraphSchema): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ext.global).flatMap(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
    ),
  );
