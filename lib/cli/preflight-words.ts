import type { Preflight, PreflightCheck } from '#lib/domain/restore';
import { countOf } from '#lib/domain/words/figures';

const MARKS: Record<PreflightCheck['outcome'], string> = {
  pass: 'ok     ',
  warn: 'warning',
  refuse: 'REFUSED',
};

const contents = ({ keys, databases, functions }: Preflight['lost']): string =>
  [
    countOf(keys, 'key'),
    `in ${countOf(databases, 'database')}`,
    functions > 0 ? `and ${countOf(functions, 'function library', 'function libraries')}` : null,
  ]
    .filter((part) => part !== null)
    .join(' ');

/** What a restore would do and what stands against it, as lines for a person. */
export const preflightWords = (preflight: Preflight, store: string): string[] => [
  `CAUTION: restoring deletes everything in ${store}, which holds ${contents(preflight.lost)} now.`,
  `The backup brings ${contents(preflight.brought)}.`,
  ...preflight.checks.map(
    ({ outcome, text, figure }) => `${MARKS[outcome]} ${text}${figure === undefined ? '' : ` (${figure})`}`,
  ),
];
