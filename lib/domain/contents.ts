import type { EngineKind, Product } from './data-store.ts';
import type { GraphFacts } from './graph-facts.ts';
import type { RdbFacts } from './rdb-facts.ts';

/** What a complete reading of an artefact's plain file found. The format tells the kinds apart. */
export type Contents = RdbFacts | GraphFacts;

export type ArtefactFormat = Contents['format'];

/** The format that an engine's backups have. */
export const ENGINE_FORMATS: Record<EngineKind, ArtefactFormat> = { redis: 'rdb', janusgraph: 'graphson' };

/** The engine that made a product's backups, and that can read them. */
export const engineOfFormat = (format: ArtefactFormat): EngineKind =>
  format === 'rdb' ? 'redis' : 'janusgraph';

export const engineOfProduct = (product: Product): EngineKind =>
  product === 'janusgraph' ? 'janusgraph' : 'redis';

/** What the lists count: `keys` of a graph are its vertices, and only a graph has edges. */
export type Counted = { keys: number; edges: number | null };

export const countedIn = (contents: Contents): Counted =>
  contents.format === 'graphson'
    ? { keys: contents.vertices, edges: contents.edges }
    : {
        keys: Object.values(contents.databases).reduce((sum, { keys }) => sum + keys, 0),
        edges: null,
      };
