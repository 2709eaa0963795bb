const MOST_LABELS = 1000;
/** Where labels beyond the first thousand are counted. */
const REST = '…';

/** How many elements have each label. */
export class LabelCounts {
  readonly #counts = new Map<string, number>();

  add(label: string): void {
    const counts = this.#counts;
    const name = counts.has(label) || counts.size < MOST_LABELS ? label : REST;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  read(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
