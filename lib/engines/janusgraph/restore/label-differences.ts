import { differingLabels, foldLike, labelledWords } from '../graphson/label-counts.ts';

const MOST_DIFFERENCES = 20;

/**
 * Where the target's counts by label are others than those that were written, in words; a long list is cut.
 *
 * @param written as `LabelCounts` reads
 * @param found of every label
 */
export const labelDifferences = (
  many: 'vertices' | 'edges',
  written: Record<string, number>,
  found: Record<string, number>,
): string[] => {
  const different = differingLabels(foldLike(found, written), written);
  const more = different.length - MOST_DIFFERENCES;
  return [
    ...different
      .slice(0, MOST_DIFFERENCES)
      .map(
        ({ label, a, b }) =>
          `The target holds ${a} ${many} ${labelledWords(label)}; ${b} were written. Something else may be writing to it, or some have expired.`,
      ),
    ...(more > 0 ? [`The same is true of ${many} of ${more} more labels.`] : []),
  ];
};
