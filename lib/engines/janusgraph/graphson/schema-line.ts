import { z } from 'zod';
import { AmberError } from '#lib/domain/errors';
import { GRAPH_FORMAT_VERSION } from '#lib/domain/graph-facts';

/** What the first line calls the format, so that no other JSON lines are taken for it. */
const FORMAT = 'amber-graphson';

const traits = { ttl: z.number().optional(), consistency: z.string().optional() };
const names = z.array(z.string());
const parameter = z.object({ key: z.string(), value: z.string(), parser: z.string() });
const index = {
  name: z.string(),
  typeClass: z.string(),
  indexOnly: z.string().optional(),
  consistency: z.string().optional(),
};
const vertexCentric = { name: z.string(), propertyKeys: names, order: z.string() };

const base = z.object({
  vertexLabels: z.array(
    z.object({ label: z.string(), staticVertex: z.boolean(), partition: z.boolean(), ...traits }),
  ),
  edgeLabels: z.array(
    z.object({ label: z.string(), multiplicity: z.string(), unidirected: z.boolean(), ...traits }),
  ),
  propertyKeys: z.array(
    z.object({ key: z.string(), className: z.string(), cardinality: z.string(), ...traits }),
  ),
  compositeIndexes: z.array(
    z.object({
      ...index,
      keys: z.array(z.object({ propertyKey: z.string() })),
      unique: z.boolean(),
      inlinePropertyKeys: names,
    }),
  ),
  mixedIndexes: z.array(
    z.object({
      ...index,
      keys: z.array(z.object({ propertyKey: z.string(), parameters: z.array(parameter) })),
      indexBackend: z.string(),
    }),
  ),
  vertexCentricEdgeIndexes: z.array(
    z.object({ ...vertexCentric, indexedEdgeLabel: z.string(), direction: z.string() }),
  ),
  vertexCentricPropertyIndexes: z.array(z.object({ ...vertexCentric, indexedPropertyKey: z.string() })),
});

const ext = z.object({
  connections: z.array(z.tuple([z.string(), z.string(), z.string()])),
  vertexProps: z.record(z.string(), names),
  edgeProps: z.record(z.string(), names),
  signature: z.record(z.string(), names),
  sortKey: z.record(z.string(), z.tuple([names, z.string()])),
  status: z.record(z.string(), z.record(z.string(), z.string())),
  /** Global options; null: not readable. */
  global: z.record(z.string(), z.unknown()),
  local: z.record(z.string(), z.string()),
});

export const graphSchema = z.object({ base, ext });
/** The schema as the server wrote it (`READ_SCHEMA`). */
export type GraphSchema = z.infer<typeof graphSchema>;

const schemaLine = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().positive(),
  source: z.object({
    graph: z.string(),
    janusgraph: z.string(),
    tinkerpop: z.string(),
    storage: z.string(),
    indexBackends: z.record(z.string(), z.string()),
  }),
  schema: graphSchema,
});

export type SchemaLine = z.infer<typeof schemaLine>;

/** The first line of an artefact: `S` and JSON. `schema`: as the server wrote it, JSON text. */
export const writeSchemaLine = (source: SchemaLine['source'], schema: string): string =>
  `S{"format":"${FORMAT}","version":${GRAPH_FORMAT_VERSION},"source":${JSON.stringify(source)},"schema":${schema.replaceAll('\n', '')}}\n`;

const malformed = (what: string, cause?: unknown): AmberError =>
  new AmberError('malformed', what, { offset: 0, cause });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed('The first line of the artefact, its schema, is damaged.', error);
  }
};

/** Reads the first line of an artefact. */
export const readSchemaLine = (line: string): SchemaLine => {
  if (/^(REDIS|VALKEY)\d/.test(line)) {
    throw malformed('This is an RDB file, a backup of a Redis-family store: it holds no graph.');
  }
  if (!line.startsWith('S{')) {
    throw malformed(
      'The artefact does not begin with the schema of a graph: it is cut, or no backup of a graph.',
    );
  }
  const parsed = parseJson(line.slice(1));
  const version = (parsed as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > GRAPH_FORMAT_VERSION) {
    throw new AmberError(
      'unsupported-version',
      `The artefact has version ${version} of the graph format; this Amber reads up to ${GRAPH_FORMAT_VERSION}. Update Amber.`,
    );
  }
  const result = schemaLine.safeParse(parsed);
  if (!result.success) {
    throw malformed('The first line of the artefact is no schema of a graph.', result.error);
  }
  return result.data;
};
