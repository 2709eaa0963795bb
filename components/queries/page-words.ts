import { countWords } from '#lib/domain/words/figures';

/** `1–50 of 1,284`; above `countedTo` nobody counts. */
export const pageWords = ({
  before,
  rows,
  total,
  countedTo = 10_000,
}: {
  before: number;
  rows: number;
  total: number | null;
  countedTo?: number;
}): string => {
  if (rows === 0) return 'Nothing here';
  const all = total === null ? `more than ${countWords(countedTo)}` : countWords(total);
  return `${countWords(before + 1)}–${countWords(before + rows)} of ${all}`;
};
