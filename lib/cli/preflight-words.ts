import { isGraphHoldings, type Preflight, type PreflightCheck } from '#lib/domain/restore';
import { holdingsWords } from '#lib/domain/words/holdings';

const MARKS: Record<PreflightCheck['outcome'], string> = {
  pass: 'ok     ',
  warn: 'warning',
  refuse: 'REFUSED',
};

/** A graph is not counted for this: that reads all of it. */
const lostWords = ({ lost }: Preflight): string => {
  if (!isGraphHoldings(lost) || lost.empty) return `, which holds ${holdingsWords(lost)} now`;
  return ', the whole graph and its schema';
};

/** What a restore would do and what stands against it, as lines for a person. */
export const preflightWords = (preflight: Preflight, store: string): string[] => [
  `CAUTION: restoring deletes everything in ${store}${lostWords(preflight)}.`,
  `The backup brings ${holdingsWords(preflight.brought)}.`,
  ...preflight.checks.map(
    ({ outcome, text, figure }) => `${MARKS[outcome]} ${text}${figure === undefined ? '' : ` (${figure})`}`,
  ),
];
