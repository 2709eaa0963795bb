/** The version of the line format that this build writes, and the highest one that it reads. */
export const GRAPH_FORMAT_VERSION = 1;

export type GraphLabelSummary = { name: string; traits: string[] };

/** The schema as a readable list; each list holds at most `GRAPH_SCHEMA_ENTRIES`, `omitted` counts the rest. */
export type GraphSchemaSummary = {
  /** Traits: `static`, `partitioned`, `expires after 60 s`. */
  vertexLabels: GraphLabelSummary[];
  /** Traits: the multiplicity in lower case (`many2one`), `unidirected`, `sorted by …`. */
  edgeLabels: GraphLabelSummary[];
  /** Type in Java's short words (`String`, `byte[]`), cardinality in lower case (`single`, `list`, `set`). */
  propertyKeys: { name: string; type: string; cardinality: string; traits: string[] }[];
  /** `on`: the label of a vertex-centric index, else `vertices`, `edges` or `properties`. */
  indexes: {
    name: string;
    kind: 'composite' | 'mixed' | 'vertex-centric';
    on: string;
    keys: string[];
    unique: boolean;
    /** Name of the index backend of a mixed index; null for all others. */
    backend: string | null;
    /** `ENABLED`, … where all its keys agree; null when the server did not say. */
    status: string | null;
  }[];
  omitted: number;
};
export const GRAPH_SCHEMA_ENTRIES = 500;

/** The first of a list of names, at most `GRAPH_NAMES`, and how many there are besides. */
export type FirstNames = { names: string[]; more: number };
export const GRAPH_NAMES = 20;

/** What a complete reading of a JanusGraph artefact found. Counts are exact; sizes are bytes. */
export type GraphFacts = {
  format: 'graphson';
  /** Of the line format: `GRAPH_FORMAT_VERSION`. */
  formatVersion: number;
  /** What the first line says of the graph that was read. */
  source: {
    graph: string;
    janusgraph: string;
    tinkerpop: string;
    storage: string;
    /** Name of each index backend to its kind: `{ search: 'lucene' }`. */
    indexBackends: Record<string, string>;
  };
  vertices: number;
  edges: number;
  /** Values of vertices; meta-properties and properties of edges are not counted. */
  properties: number;
  /** By label; vertices without one are `vertex`. At most 1000 labels, the rest under `…`. */
  vertexLabels: Record<string, number>;
  edgeLabels: Record<string, number>;
  /** Edges of which an end is not among the vertices: a restore leaves them out. */
  danglingEdges: number;
  /** Vertices of static labels, and those of partitioned ones: their ids cannot be kept. */
  staticVertices: number;
  partitionedVertices: number;
  /** Values that hold Java serialisation: restored only from an artefact that this Amber wrote. */
  javaValues: number;
  /** The ids of vertices: numbers, or text of their owner's choice (`graph.allow-custom-vid-types`). */
  idKind: 'number' | 'text';
  /** Options that are fixed when a graph is made, as the source had them: `graph.set-vertex-id`, `schema.constraints`, … */
  options: Record<string, string>;
  schema: GraphSchemaSummary;
  /** Labels and keys whose elements expire; absent in facts of an older build. */
  expiring?: FirstNames;
  /** The mixed indexes of each index backend, at most 100 of these; absent in facts of an older build. */
  mixedIndexes?: ({ backend: string } & FirstNames)[];
  /**
   * Classes that some line of the schema names and that no JanusGraph has by itself: only an artefact that this Amber wrote
   * is restored with them. Names are cut at 100 characters. Absent in facts of an older build.
   */
  strangeClasses?: FirstNames;
  /** By name of a mixed index: how many vertices, edges or properties stand in it. Dangling edges are not counted. */
  indexed: Record<string, number>;
  /** Length of the file. */
  bytes: number;
  /** Length of its longest line. */
  longestLine: number;
};
