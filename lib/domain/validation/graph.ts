import * as z from 'zod/mini';
import { DEFAULT_GREMLIN_PATH } from '../data-store.ts';

/** Why a graph cannot be called so, in words; null when it can. The name travels as an alias, never in a script. */
export const graphProblem = (name: string): string | null => {
  if (name.length > 100) return 'The graph’s name may have at most 100 characters';
  if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(name)) {
    return 'The graph’s name has letters, digits, underscores and hyphens, and begins with no hyphen';
  }
  return null;
};

export const gremlinPathProblem = (path: string): string | null => {
  if (path.length > 200) return 'The path may have at most 200 characters';
  if (!/^\/[A-Za-z0-9_.~/-]*$/.test(path)) return `Give the path as ${DEFAULT_GREMLIN_PATH}, without ? and #`;
  return null;
};

const optional = (problemOf: (text: string) => string | null, what: string) =>
  z.pipe(
    z._default(z.string(`${what} must be text`), '').check(
      z.trim(),
      z.superRefine((text, context) => {
        const problem = text === '' ? null : problemOf(text);
        if (problem !== null) context.addIssue({ code: 'custom', message: problem, input: text });
      }),
    ),
    z.transform((text): string | null => (text === '' ? null : text)),
  );

/** Empty: the graph that the server calls `graph`. */
export const graphInput = optional(graphProblem, 'The graph’s name');

/** Empty, or the usual one: null. */
export const gremlinPathInput = z.pipe(
  optional(gremlinPathProblem, 'The path'),
  z.transform((path): string | null => (path === DEFAULT_GREMLIN_PATH ? null : path)),
);
