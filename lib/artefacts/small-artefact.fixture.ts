import type { ManifestFacts } from '#lib/domain/ports/artefacts';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import type { RdbFacts } from '#lib/domain/rdb-facts';

/** Contents of three strings in so many plain bytes, whatever the bytes are. */
export const contentsOf = (bytes: number): RdbFacts => ({
  format: 'rdb',
  magic: 'REDIS',
  rdbVersion: 10,
  databases: { '0': { keys: 3, expires: 1 } },
  types: { string: 3 },
  typeCodes: { '0': 3 },
  functions: 0,
  checksum: 'ok',
  bytes,
  largest: [],
  earliestExpiry: null,
  latestExpiry: null,
  longExpiries: 0,
  modules: [],
  aux: {},
});
/** What its manifest says of it. */
export const factsOf = (ref: ArtefactRef, bytes: number): ManifestFacts => ({
  ...ref,
  dataStoreName: 'orders',
  engine: 'redis',
  product: 'redis',
  version: '7.0.15',
  method: 'replica',
  consistency: 'point-in-time',
  trigger: 'manual',
  tiers: [],
  description: 'Manual backup of orders',
  startedAt: '2026-03-01T10:11:12Z',
  finishedAt: '2026-03-01T10:11:14Z',
  expiresAt: null,
  usedMemory: 1_000_000,
  contents: contentsOf(bytes),
  loadableBy: ['redis >= 7.0'],
});
