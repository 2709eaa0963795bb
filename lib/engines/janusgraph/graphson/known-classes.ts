import type { GraphSchema } from './schema-line.ts';

/** Data types that every JanusGraph has. */
const KNOWN_TYPES = new Set([
  ...['String', 'Character', 'Boolean', 'Byte', 'Short', 'Integer', 'Long', 'Float', 'Double', 'Object'].map(
    (name) => `java.lang.${name}`,
  ),
  ...['java.util.Date', 'java.util.UUID', 'java.util.HashMap', 'java.time.Instant', 'java.time.Duration'],
  'org.janusgraph.core.attribute.Geoshape',
  ...['[B', '[S', '[I', '[J', '[F', '[D', '[C', '[Z', '[Ljava.lang.String;'],
]);
const ELEMENTS = new Set([
  'org.apache.tinkerpop.gremlin.structure.Vertex',
  'org.apache.tinkerpop.gremlin.structure.Edge',
  'org.apache.tinkerpop.gremlin.structure.VertexProperty',
  'org.janusgraph.core.JanusGraphVertex',
  'org.janusgraph.core.JanusGraphEdge',
  'org.janusgraph.core.JanusGraphVertexProperty',
]);
const OPTION_CLASS = /^org\.janusgraph\.core\.schema\.[A-Za-z]+\.[A-Z_0-9]+$/;

/** Names in a schema that a target would look up as classes, and start, although no JanusGraph has them by itself. */
export const strangeClasses = ({ base }: GraphSchema): string[] => [
  ...base.propertyKeys.map(({ className }) => className).filter((name) => !KNOWN_TYPES.has(name)),
  ...[...base.compositeIndexes, ...base.mixedIndexes]
    .map(({ typeClass }) => typeClass)
    .filter((name) => !ELEMENTS.has(name)),
  ...base.mixedIndexes
    .flatMap(({ keys }) => keys.flatMap(({ parameters }) => parameters))
    .filter(({ parser, value }) => parser === 'enum' && !OPTION_CLASS.test(value))
    .map(({ value }) => value),
];
