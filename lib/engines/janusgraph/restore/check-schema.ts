import { AmberError } from '#lib/domain/errors';
import { strangeClasses } from '../graphson/known-classes.ts';
import type { GraphSchema } from '../graphson/schema-line.ts';

/**
 * Before a schema is sent, once more what the preflight says of the whole artefact: the target starts the classes that it
 * names, and the bytes come from a second reading.
 */
export const checkClasses = (schema: GraphSchema, trusted: boolean): void => {
  const [strange] = trusted ? [] : strangeClasses(schema);
  if (strange === undefined) return;
  throw new AmberError(
    'preflight-refused',
    `The schema of this backup names the class ${JSON.stringify(strange.slice(0, 100))}, which no JanusGraph has by itself. That is only restored from a backup that this Amber wrote.`,
  );
};

type Named = { name: string; definition: string };

const plain = (value: object): string => JSON.stringify(value, Object.keys(value).sort());

/** What the two must agree on where both have it. Consistency and expiry may be set later and differ without harm. */
const definitions = ({ base }: GraphSchema): Named[] => [
  ...base.propertyKeys.map(({ key, className, cardinality }) => ({
    name: `property key ${key}`,
    definition: plain({ className, cardinality }),
  })),
  ...base.edgeLabels.map(({ label, multiplicity, unidirected }) => ({
    name: `edge label ${label}`,
    definition: plain({ multiplicity, unidirected }),
  })),
  ...base.vertexLabels.map(({ label, staticVertex, partition }) => ({
    name: `vertex label ${label}`,
    definition: plain({ staticVertex, partition }),
  })),
];

/** A target whose schema stays must not call other things by the same names. */
export const checkConflicts = (backup: GraphSchema, target: GraphSchema): void => {
  const there = new Map(definitions(target).map(({ name, definition }) => [name, definition]));
  const conflict = definitions(backup).find(
    ({ name, definition }) => there.has(name) && there.get(name) !== definition,
  );
  if (conflict === undefined) return;
  throw new AmberError(
    'preflight-refused',
    `The target has the ${conflict.name} as something else than the backup, and its schema cannot be removed in place. Restore into a new graph.`,
  );
};

/** Vertices of a static label cannot be deleted one by one. */
export const checkClearable = (target: GraphSchema): void => {
  const label = target.base.vertexLabels.find(({ staticVertex }) => staticVertex)?.label;
  if (label === undefined) return;
  throw new AmberError(
    'preflight-refused',
    `The target cannot be emptied: its vertices labelled ${JSON.stringify(label.slice(0, 100))} are static, which means that nobody can delete them. Restore into a new graph.`,
  );
};
