import type { Preflight, PreflightCheck } from '#lib/domain/restore';
import { holdingsWords } from '#lib/domain/words/holdings';

const MARKS: Record<PreflightCheck['outcome'], string> = {
  pass: 'ok     ',
  warn: 'warning',
  refuse: 'REFUSED',
};

/** What a restore would do and what stands against it, as lines for a person. */
export const preflightWords = (preflight: Preflight, store: string): string[] => [
  `CAUTION: restoring deletes everything in ${store}, which holds ${holdingsWords(preflight.lost)} now.`,
  `The backup brings ${holdingsWords(preflight.brought)}.`,
  ...preflight.checks.map(
    ({ outcome, text, figure }) => `${MARKS[outcome]} ${text}${figure === undefined ? '' : ` (${figure})`}`,
  ),
];
