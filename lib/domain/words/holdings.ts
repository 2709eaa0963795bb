import type { Counted } from '../contents.ts';
import { type Holdings, isGraphHoldings } from '../restore.ts';
import { countOf } from './figures.ts';

/** `1,234 vertices and 5,678 edges`. */
export const graphWords = (vertices: number, edges: number): string =>
  `${countOf(vertices, 'vertex', 'vertices')} and ${countOf(edges, 'edge')}`;

/** `41,207,882 keys`, or of a graph `1,234 vertices and 5,678 edges`. */
export const countedWords = ({ keys, edges }: Counted): string =>
  edges === null ? countOf(keys, 'key') : graphWords(keys, edges);

/** `1,234 keys in 2 databases and 1 function library`; of a graph what is known of it. */
export const holdingsWords = (holdings: Holdings): string => {
  if (isGraphHoldings(holdings)) {
    const { vertices, edges, empty } = holdings;
    if (empty) return 'no vertices';
    return vertices === null || edges === null
      ? 'a graph that nobody has counted'
      : graphWords(vertices, edges);
  }
  const { keys, databases, functions } = holdings;
  const libraries =
    functions > 0 ? ` and ${countOf(functions, 'function library', 'function libraries')}` : '';
  return `${countOf(keys, 'key')} in ${countOf(databases, 'database')}${libraries}`;
};
