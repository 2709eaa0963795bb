/**
 * Writes `docs/reliability.md` from what the tests have recorded. Where some rows have no record, as only some of the
 * tests have run, it names them and leaves the page as it is; `--all` makes that a failure, unless the machine could not
 * run them all: disks are filled by root alone.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDS, type StoredRecord } from '../../e2e/faults/record-fault.ts';
import { reliabilityPage, rowsWithout } from '../../e2e/faults/reliability-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const names = existsSync(RECORDS) ? readdirSync(RECORDS) : [];
const records: StoredRecord[] = names.map((name) => JSON.parse(readFileSync(join(RECORDS, name), 'utf8')));
const missing = rowsWithout(records);
if (missing.length > 0) {
  console.log(`docs/reliability.md stays as it is: no test has told of the rows ${missing.join(', ')}.`);
  process.exit(process.argv.includes('--all') && process.getuid?.() === 0 ? 1 : 0);
}
writeFileSync(join(ROOT, 'docs/reliability.md'), reliabilityPage(records));
