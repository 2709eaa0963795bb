import { FAULTS } from './fault-table.ts';
import type { StoredRecord } from './record-fault.ts';

const HEAD = `# What Amber survives

Written by the tests as they ran (\`npm test -- --with-proof\`). Every fault was injected for real: processes killed and stopped, disks filled, connections cut, clocks set. Each row has the number under which its tests name it; \`npx vitest run -t 'rows? .*\\b21\\b'\` runs those of one.

What a storage in S3 has to survive (rows 8 to 11 and 13) and a catalogue that is lost (row 46) come with the parts of Amber that they are about.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

const byWords = (one: StoredRecord, other: StoredRecord): number => {
  const [first, second] = [one, other].map(({ test, injected }) => `${test}\n${injected}`);
  return first! < second! ? -1 : 1;
};

const section = (row: number, records: readonly StoredRecord[]): string => {
  const { fault, expected } = FAULTS[row]!;
  const lines = records
    .filter(({ rows }) => rows.includes(row))
    .sort(byWords)
    .map(
      ({ injected, times, survived, test }) =>
        `| ${cell(injected)} | ${times} | ${cell(survived)} | \`${test}\` |`,
    );
  return [
    `## ${row}. ${fault}`,
    '',
    `Expected: ${expected}.`,
    '',
    '| injected | times | what survived | test |',
    '|---|---:|---|---|',
    ...lines,
    '',
  ].join('\n');
};

const ROWS = Object.keys(FAULTS).map(Number);

/** Rows that no test of these records is about. */
export const rowsWithout = (records: readonly StoredRecord[]): number[] =>
  ROWS.filter((row) => !records.some(({ rows }) => rows.includes(row)));

/** The page, the same for the same records in any order. */
export const reliabilityPage = (records: readonly StoredRecord[]): string =>
  [HEAD, ...ROWS.map((row) => section(row, records))].join('\n');
