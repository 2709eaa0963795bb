import type { GraphSchema } from './schema-line.ts';
import { elementsOf } from './schema-summary.ts';

type Watched = { name: string; label: string | undefined; keys: Set<string> };

/** Counts which elements stand in which mixed index: those with at least one of its keys, and its label where it has one. */
export class IndexMembership {
  readonly #watched: Record<'vertices' | 'edges' | 'properties', Watched[]>;
  readonly #counts = new Map<string, number>();

  constructor(schema: GraphSchema) {
    const on = (kind: string) =>
      schema.base.mixedIndexes
        .filter(({ typeClass }) => elementsOf(typeClass) === kind)
        .map(({ name, indexOnly, keys }) => ({
          name,
          label: indexOnly,
          keys: new Set(keys.map(({ propertyKey }) => propertyKey)),
        }));
    this.#watched = { vertices: on('vertices'), edges: on('edges'), properties: on('properties') };
    for (const { name } of schema.base.mixedIndexes) this.#counts.set(name, 0);
  }

  /** Whether elements of that kind need a look at all. */
  watches(kind: 'vertices' | 'edges' | 'properties'): boolean {
    return this.#watched[kind].length > 0;
  }

  /** @param label of a vertex or an edge; of a property its key @param keys what the element has */
  see(kind: 'vertices' | 'edges' | 'properties', label: string, keys: readonly string[]): void {
    for (const watched of this.#watched[kind]) {
      if (watched.label !== undefined && watched.label !== label) continue;
      if (keys.some((key) => watched.keys.has(key))) {
        this.#counts.set(watched.name, this.#counts.get(watched.name)! + 1);
      }
    }
  }

  read(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
