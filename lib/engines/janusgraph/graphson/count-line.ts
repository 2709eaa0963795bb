import { z } from 'zod';
import { AmberError } from '#lib/domain/errors';

const count = z.number().int().nonnegative();
/** Not a record: it would leave out a label called `__proto__`. */
const byLabel = z.custom<Record<string, number>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => count.safeParse(each).success),
);
const counts = z.object({
  vertices: count,
  edges: count,
  vertexLabels: byLabel,
  edgeLabels: byLabel,
});

/** What the last line says: `C` and this as JSON. */
export type ElementCounts = z.infer<typeof counts>;

export const writeCountLine = ({ vertices, edges, vertexLabels, edgeLabels }: ElementCounts): string =>
  `C${JSON.stringify({ vertices, edges, vertexLabels, edgeLabels })}\n`;

export const readCountLine = (line: string, offset: number): ElementCounts => {
  try {
    return counts.parse(JSON.parse(line.slice(1)));
  } catch (error) {
    throw new AmberError('malformed', 'The last line of the artefact, its counts, is damaged.', {
      offset,
      cause: error,
    });
  }
};

const of = (labels: Record<string, number>, label: string): number =>
  Object.hasOwn(labels, label) ? labels[label]! : 0;

const differs = (a: Record<string, number>, b: Record<string, number>): string | null =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].find((label) => of(a, label) !== of(b, label)) ?? null;

/** What the last line says against what was read. */
export const compareCounts = (said: ElementCounts, read: ElementCounts, offset: number): void => {
  const wrong = (what: string, should: number, is: number) =>
    new AmberError(
      'malformed',
      `The artefact should hold ${should} ${what} and holds ${is}: lines are missing or there twice.`,
      { offset },
    );
  if (said.vertices !== read.vertices) throw wrong('vertices', said.vertices, read.vertices);
  if (said.edges !== read.edges) throw wrong('edges', said.edges, read.edges);
  const vertex = differs(said.vertexLabels, read.vertexLabels);
  const edge = differs(said.edgeLabels, read.edgeLabels);
  const label = vertex ?? edge;
  if (label === null) return;
  const key = vertex === null ? 'edgeLabels' : 'vertexLabels';
  const name = JSON.stringify(label.slice(0, 100));
  throw wrong(
    `${vertex === null ? 'edges' : 'vertices'} labelled ${name}`,
    of(said[key], label),
    of(read[key], label),
  );
};
