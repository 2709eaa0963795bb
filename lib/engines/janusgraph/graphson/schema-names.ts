import type { GraphSchema } from './schema-line.ts';

/** The label of a vertex that was given none. */
const NO_LABEL = 'vertex';

/** Everything that a schema gives a name to. */
export class SchemaNames {
  readonly vertexLabels: ReadonlySet<string>;
  /** Labels of edges and keys of properties share their names. */
  readonly relations: ReadonlySet<string>;
  readonly staticLabels: ReadonlySet<string>;
  readonly partitionedLabels: ReadonlySet<string>;

  constructor({ base }: GraphSchema) {
    const labels = (of: typeof base.vertexLabels) => new Set(of.map(({ label }) => label));
    this.vertexLabels = labels(base.vertexLabels).add(NO_LABEL);
    this.staticLabels = labels(base.vertexLabels.filter(({ staticVertex }) => staticVertex));
    this.partitionedLabels = labels(base.vertexLabels.filter(({ partition }) => partition));
    this.relations = new Set([
      ...base.edgeLabels.map(({ label }) => label),
      ...base.propertyKeys.map(({ key }) => key),
    ]);
  }

  get all(): ReadonlySet<string> {
    return new Set([...this.vertexLabels, ...this.relations]);
  }
}
