import { z } from 'zod';
import { MANIFEST_VERSION } from './artefact-files.ts';
import { BACKUP_TRIGGERS, TIERS } from './backup.ts';
import type { Contents } from './contents.ts';
import { ENGINE_KINDS, PRODUCTS } from './data-store.ts';
import { ID_PATTERN } from './ids.ts';

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const counts = z.record(z.string(), count);

const graphLabel = z.object({ name: z.string(), traits: z.array(z.string()) });

const rdbFactsSchema = z.object({
  format: z.literal('rdb'),
  magic: z.enum(['REDIS', 'VALKEY']),
  rdbVersion: count,
  databases: z.record(z.string(), z.object({ keys: count, expires: count })),
  types: counts,
  typeCodes: counts,
  functions: count,
  checksum: z.enum(['ok', 'absent', 'mismatch']),
  bytes: count,
  largest: z.array(z.object({ database: count, key: z.string(), type: z.string(), payloadBytes: count })),
  earliestExpiry: z.number().nullable(),
  latestExpiry: z.number().nullable(),
  longExpiries: count,
  memberExpiries: count.optional(),
  lostMemberExpiries: count.optional(),
  modules: z.array(z.string()),
  aux: z.record(z.string(), z.string()),
});

const graphSchemaSummary = z.object({
  vertexLabels: z.array(graphLabel),
  edgeLabels: z.array(graphLabel),
  propertyKeys: z.array(graphLabel.extend({ type: z.string(), cardinality: z.string() })),
  indexes: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['composite', 'mixed', 'vertex-centric']),
      on: z.string(),
      keys: z.array(z.string()),
      unique: z.boolean(),
      backend: z.string().nullable(),
      status: z.string().nullable(),
    }),
  ),
  omitted: count,
});

const firstNames = z.object({ names: z.array(z.string()), more: count });

const graphFactsSchema = z.object({
  format: z.literal('graphson'),
  formatVersion: count,
  source: z.object({
    graph: z.string(),
    janusgraph: z.string(),
    tinkerpop: z.string(),
    storage: z.string(),
    indexBackends: z.record(z.string(), z.string()),
  }),
  vertices: count,
  edges: count,
  properties: count,
  vertexLabels: counts,
  edgeLabels: counts,
  danglingEdges: count,
  staticVertices: count,
  partitionedVertices: count,
  javaValues: count,
  idKind: z.enum(['number', 'text']),
  options: z.record(z.string(), z.string()),
  schema: graphSchemaSummary,
  expiring: firstNames.optional(),
  mixedIndexes: z.array(firstNames.extend({ backend: z.string() })).optional(),
  strangeClasses: firstNames.optional(),
  indexed: counts,
  bytes: count,
  longestLine: count,
});

/** A field that one of the two kinds of contents has and its schema forgot would be lost: the build fails then. */
const contentsSchema = z.discriminatedUnion('format', [
  rdbFactsSchema,
  graphFactsSchema,
]) satisfies z.ZodType<Contents>;

/**
 * The JSON file beside an artefact's data, written last: an artefact without it does not exist.
 * Sizes are bytes, times ISO 8601 in UTC, checksums lower-case hexadecimal.
 */
export const manifestSchema = z.object({
  formatVersion: z.literal(MANIFEST_VERSION),
  backupId: z.string().regex(ID_PATTERN),
  /** null for a snapshot taken by the command line. */
  dataStoreId: z.string().regex(ID_PATTERN).nullable(),
  dataStoreName: z.string().max(200).nullable(),
  engine: z.enum(ENGINE_KINDS),
  product: z.enum(PRODUCTS),
  version: z.string(),
  method: z.string(),
  consistency: z.enum(['point-in-time', 'fuzzy']),
  trigger: z.enum(BACKUP_TRIGGERS),
  tiers: z.array(z.enum(TIERS)),
  description: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** `used_memory` of the store at the snapshot: the estimate of what a target needs. */
  usedMemory: count.nullable(),
  data: z.object({
    file: z.string().regex(/^data\.(rdb|graphson)\.zst(\.age)?$/),
    codec: z.literal('zstd'),
    plain: z.object({ bytes: count, sha256 }),
    stored: z.object({ bytes: count, sha256 }),
    /** One entry a zstd frame: where its plain bytes and (before encryption) its compressed bytes begin. */
    frames: z.array(z.object({ plain: count, compressed: count })),
  }),
  encryption: z.object({ scheme: z.literal('age'), keyId: z.string() }).nullable(),
  contents: contentsSchema,
  /** Products that can load the data, with the least version where it matters: `redis >= 7.0`, `dragonfly`. */
  loadableBy: z.array(z.string()),
  /** HMAC-SHA-256 over the canonical JSON of all the rest; binds store id and backup id. Absent for the command line. */
  mac: z.object({ keyId: z.string(), value: sha256 }).nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;
