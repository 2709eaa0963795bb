import { describe, expect, it } from 'vitest';
import { LabelCounts } from '../graphson/label-counts.ts';
import { labelDifferences } from './label-differences.ts';

const written = (labels: readonly string[]): Record<string, number> => {
  const counts = new LabelCounts();
  for (const label of labels) counts.add(label);
  return counts.read();
};
const everyLabel = (labels: readonly string[]): Record<string, number> =>
  Object.fromEntries(labels.map((label) => [label, 1]));
const named = (count: number, prefix = 'label') => Array.from({ length: count }, (_, i) => `${prefix} ${i}`);

describe('counts by label of a target', () => {
  it('are what was written', () => {
    expect(labelDifferences('vertices', { person: 2 }, { person: 2 })).toEqual([]);
    expect(labelDifferences('vertices', {}, {})).toEqual([]);
  });

  it.each([999, 1000, 1001, 1100])('are what was written, of %i labels in any order', (count) => {
    const labels = named(count);
    expect(labelDifferences('edges', written(labels), everyLabel(labels.toReversed()))).toEqual([]);
  });

  it('of 1100 labels differ where one beyond the thousandth does', () => {
    const labels = named(1100);
    const found = { ...everyLabel(labels), 'label 1050': 3 };
    expect(labelDifferences('vertices', written(labels), found)).toEqual([
      'The target holds 102 vertices of further labels; 100 were written. Something else may be writing to it, or some have expired.',
    ]);
  });

  it('differ by a label that was not written, one called like a property of every object too', () => {
    const found = Object.fromEntries([
      ['person', 2],
      ['__proto__', 1],
    ]);
    expect(labelDifferences('vertices', { person: 2 }, found)).toEqual([
      'The target holds 1 vertices labelled "__proto__"; 0 were written. Something else may be writing to it, or some have expired.',
    ]);
    expect(labelDifferences('edges', { toString: 1 }, {})).toHaveLength(1);
  });

  it('tell a label that is called like the rest from the rest', () => {
    expect(labelDifferences('vertices', { '…': 2 }, { '…': 1, other: 1 })).toHaveLength(2);
  });

  it('are a short list', () => {
    const differences = labelDifferences('edges', {}, everyLabel(named(300)));
    expect(differences).toHaveLength(21);
    expect(differences.at(-1)).toBe('The same is true of edges of 280 more labels.');
  });
});
