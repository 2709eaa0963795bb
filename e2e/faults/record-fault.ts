import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(import.meta.dirname, '../..');
/** One file a record: the runners have many processes. */
export const RECORDS = join(ROOT, '.cache/faults');

/** What a test did, told when it is through: a record is there only for a test that passed up to it. */
export type FaultRecord = {
  /** Rows of the table of faults. */
  rows: readonly number[];
  /** What was done to Amber, in the words of `docs/reliability.md`. */
  injected: string;
  /** How often in one run; the same in every run. */
  times: number;
  survived: string;
};
export type StoredRecord = FaultRecord & { test: string };

/** For the page that `scripts/check/reliability.ts` writes. `testUrl` is the test's `import.meta.url`. */
export const recordFault = (testUrl: string, record: FaultRecord): void => {
  const test = relative(ROOT, fileURLToPath(testUrl));
  const name = createHash('sha256')
    .update(`${test}\n${record.rows.join()}\n${record.injected}`)
    .digest('hex');
  mkdirSync(RECORDS, { recursive: true });
  const stored: StoredRecord = { ...record, test };
  writeFileSync(join(RECORDS, `${name.slice(0, 24)}.json`), JSON.stringify(stored));
};
