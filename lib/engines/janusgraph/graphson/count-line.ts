import { z } from 'zod';
import { AmberError } from '#lib/domain/errors';

const count = z.number().int().nonnegative();
const counts = z.object({
  vertices: count,
  edges: count,
  vertexLabels: z.record(z.string(), count),
  edgeLabels: z.record(z.string(), count),
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

const differs = (a: Record<string, number>, b: Record<string, number>): string | null =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].find((label) => a[label] !== b[label]) ?? null;

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
    said[key][label] ?? 0,
    read[key][label] ?? 0,
  );
};
