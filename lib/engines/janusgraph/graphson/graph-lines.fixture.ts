import type { GraphSchema } from './schema-line.ts';
import { writeSchemaLine } from './schema-line.ts';

/** A schema with one label of each kind and one mixed index on `note`. */
export const schemaFixture = (): GraphSchema => ({
  base: {
    vertexLabels: [
      { label: 'person', staticVertex: false, partition: false },
      { label: 'fixed', staticVertex: true, partition: false, ttl: 60_000 },
      { label: 'spread', staticVertex: false, partition: true },
    ],
    edgeLabels: [{ label: 'knows', multiplicity: 'MULTI', unidirected: false }],
    propertyKeys: [
      { key: 'note', className: 'java.lang.String', cardinality: 'SINGLE' },
      { key: 'bytes', className: '[B', cardinality: 'LIST' },
    ],
    compositeIndexes: [],
    mixedIndexes: [
      {
        name: 'notes',
        typeClass: 'org.apache.tinkerpop.gremlin.structure.Vertex',
        keys: [{ propertyKey: 'note', parameters: [] }],
        indexBackend: 'search',
      },
    ],
    vertexCentricEdgeIndexes: [],
    vertexCentricPropertyIndexes: [],
  },
  ext: {
    connections: [],
    vertexProps: {},
    edgeProps: {},
    signature: {},
    sortKey: {},
    status: { notes: { note: 'ENABLED' } },
    global: { 'graph.set-vertex-id': false, 'schema.constraints': false },
    local: {},
  },
});

export const SOURCE = {
  graph: 'graph',
  janusgraph: '1.1.0',
  tinkerpop: '3.7.3',
  storage: 'berkeleyje',
  indexBackends: { search: 'lucene' },
};

/** The first line; `more`: labels that the schema has besides, and classes of further keys. */
export const schemaText = (
  more: { vertices?: readonly string[]; edges?: readonly string[]; classes?: readonly string[] } = {},
): string => {
  const schema = schemaFixture();
  for (const [i, className] of (more.classes ?? []).entries()) {
    schema.base.propertyKeys.push({ key: `strange ${i}`, className, cardinality: 'SINGLE' });
  }
  for (const label of new Set(more.vertices)) {
    schema.base.vertexLabels.push({ label, staticVertex: false, partition: false });
  }
  for (const label of new Set(more.edges)) {
    schema.base.edgeLabels.push({ label, multiplicity: 'MULTI', unidirected: false });
  }
  return writeSchemaLine(SOURCE, JSON.stringify(schema));
};

const idText = (id: string | number | bigint): string =>
  typeof id === 'string' ? JSON.stringify(id) : `{"@type":"g:Int64","@value":${id}}`;

/** A vertex line as the export script writes it. */
export const vertexLine = (
  id: string | number | bigint,
  label = 'person',
  properties: Record<string, object[]> = {},
): string => {
  const rest = Object.keys(properties).length > 0 ? `,"properties":${JSON.stringify(properties)}` : '';
  return `V{"id":${idText(id)},"label":${JSON.stringify(label)}${rest}}\n`;
};

export const edgeLine = (
  out: string | number | bigint,
  into: string | number | bigint,
  more: { label?: string; properties?: object; native?: object } = {},
): string => {
  const properties = more.properties ? `,"properties":${JSON.stringify(more.properties)}` : '';
  const native = more.native ? `,"native":${JSON.stringify(more.native)}` : '';
  return `E{"outV":${idText(out)},"inV":${idText(into)},"id":"e-1","label":${JSON.stringify(more.label ?? 'knows')}${properties}${native}}\n`;
};
