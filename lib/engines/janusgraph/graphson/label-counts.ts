const MOST_LABELS = 1000;
/** Where labels beyond the first thousand are counted. */
const REST = '…';

type ByLabel = Record<string, number>;

/** How many elements have each label. */
export class LabelCounts {
  readonly #counts = new Map<string, number>();

  add(label: string): void {
    const counts = this.#counts;
    const name = counts.has(label) || counts.size < MOST_LABELS ? label : REST;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  read(): ByLabel {
    return Object.fromEntries(this.#counts);
  }
}

/** A label may be called like something that every object has. */
const of = (labels: ByLabel, label: string): number => (Object.hasOwn(labels, label) ? labels[label]! : 0);

/** Complete counts as `like` has them: what that counts together is counted together. */
export const foldLike = (counts: ByLabel, like: ByLabel): ByLabel => {
  if (!Object.hasOwn(like, REST) || Object.keys(like).length < MOST_LABELS) return counts;
  const folded = new Map<string, number>();
  for (const [label, count] of Object.entries(counts)) {
    const name = Object.hasOwn(like, label) ? label : REST;
    folded.set(name, (folded.get(name) ?? 0) + count);
  }
  return Object.fromEntries(folded);
};

/** The labels of which the two do not count the same, with both counts. */
export const differingLabels = (a: ByLabel, b: ByLabel): { label: string; a: number; b: number }[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map((label) => ({ label, a: of(a, label), b: of(b, label) }))
    .filter((each) => each.a !== each.b);

/** Of a message: `labelled "person"`. */
export const labelledWords = (label: string): string =>
  label === REST ? 'of further labels' : `labelled ${JSON.stringify(label.slice(0, 100))}`;
