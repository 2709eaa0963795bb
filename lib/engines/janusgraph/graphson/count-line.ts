import { z } from 'zod';
import { AmberError } from '#lib/domain/errors';
import { differingLabels, labelledWords } from './label-counts.ts';

const count = z.number().int().nonnegative();
/** Not a record: it would leave out a label called `__proto__`. */
export const labelCounts = z.custom<Record<string, number>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => count.safeParse(each).success),
);
const counts = z.object({
  vertices: count,
  edges: count,
  vertexLabels: labelCounts,
  edgeLabels: labelCounts,
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

/** What the last line says against what was read. */
export const compareCounts = (said: ElementCounts, read: ElementCounts, offset: number): void => {
  const check = (what: string, should: number, is: number) => {
    if (should === is) return;
    throw new AmberError(
      'malformed',
      `The artefact should hold ${should} ${what} and holds ${is}: lines are missing or there twice.`,
      { offset },
    );
  };
  check('vertices', said.vertices, read.vertices);
  check('edges', said.edges, read.edges);
  for (const { label, a, b } of differingLabels(said.vertexLabels, read.vertexLabels)) {
    check(`vertices ${labelledWords(label)}`, a, b);
  }
  for (const { label, a, b } of differingLabels(said.edgeLabels, read.edgeLabels)) {
    check(`edges ${labelledWords(label)}`, a, b);
  }
};
