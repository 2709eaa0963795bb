import { expect, it } from 'vitest';
import { FAULTS } from './fault-table.ts';
import { reliabilityPage, rowsWithout } from './reliability-page.ts';

const record = (row: number) => ({
  rows: [row],
  injected: 'a | b',
  times: 3,
  survived: 'all of it',
  test: `e2e/${row}.test.ts`,
});
const records = Object.keys(FAULTS).map((row) => record(Number(row)));

it('has a line for each record, whatever their order', () => {
  const page = reliabilityPage(records);
  expect(page).toContain('| a \\| b | 3 | all of it | `e2e/21.test.ts` |');
  expect(reliabilityPage(records.toReversed())).toBe(page);
});

it('knows the rows that nothing was recorded of', () => {
  expect(rowsWithout(records.filter(({ rows }) => rows[0] !== 21 && rows[0] !== 7))).toEqual([7, 21]);
});
