import { countWords } from '#lib/domain/words/figures';

/** `1–50 of 1,284`; above 10,000 nobody counts. */
export const pageWords = ({
  before,
  rows,
  total,
}: {
  before: number;
  rows: number;
  total: number | null;
}): string => {
  if (rows === 0) return 'Nothing here';
  const all = total === null ? 'more than 10,000' : countWords(total);
  return `${countWords(before + 1)}–${countWords(before + rows)} of ${all}`;
};
