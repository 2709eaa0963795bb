/** Pure part of a chip group: which chips are chosen after a stroke of the pointer, and where an arrow key leads. */

/** Chooses or drops every value from `from` to `to` in the order of `values`. */
export const paint = (
  values: readonly string[],
  chosen: readonly string[],
  stroke: { from: string; to: string; on: boolean },
): string[] => {
  const [first, last] = [values.indexOf(stroke.from), values.indexOf(stroke.to)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const touched = new Set(values.slice(first, last + 1));
  return values.filter((value) => (touched.has(value) ? stroke.on : chosen.includes(value)));
};

type Box = { left: number; top: number };

const alongRow: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => Math.min(count - 1, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, count) => count - 1,
};

/** Index that a key leads to from `index`, the chips lying at `boxes`; null when the key is not ours. */
export const keyTarget = (key: string, index: number, boxes: readonly Box[]): number | null => {
  const along = alongRow[key];
  if (along) return along(index, boxes.length);
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null;
  const here = boxes[index];
  if (!here) return null;
  const beyond = boxes
    .map((box, at) => ({ at, across: Math.abs(box.left - here.left), down: box.top - here.top }))
    .filter(({ down }) => (key === 'ArrowDown' ? down > 4 : down < -4));
  if (beyond.length === 0) return index;
  const nearest = Math.min(...beyond.map(({ down }) => Math.abs(down)));
  const row = beyond.filter(({ down }) => Math.abs(down) < nearest + 4);
  return row.reduce((best, each) => (each.across < best.across ? each : best)).at;
};
