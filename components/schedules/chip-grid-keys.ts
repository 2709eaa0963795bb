/** Where an arrow key leads in a grid of chips that fills its rows from the left; null for any other key. */
export const chipAfterKey = (
  key: string,
  { index, count, columns }: { index: number; count: number; columns: number },
): number | null => {
  const rowStart = index - (index % columns);
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, index + 1);
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowDown':
      return index + columns < count ? index + columns : index;
    case 'ArrowUp':
      return index - columns >= 0 ? index - columns : index;
    case 'Home':
      return rowStart;
    case 'End':
      return Math.min(count - 1, rowStart + columns - 1);
    default:
      return null;
  }
};

/** The chips between two of them in reading order, both included: what a drag from one to the other covers. */
export const chipsBetween = (from: number, to: number): number[] => {
  const first = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => first + step);
};
