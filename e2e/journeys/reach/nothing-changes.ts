import { expect } from '../../setup/test.ts';
import type { Behind } from './shared-console.ts';

const STATE = `SELECT (SELECT json_agg(x ORDER BY id) FROM (SELECT id, name, host, port FROM "DataStore") x) AS stores,
  (SELECT json_agg(x ORDER BY id) FROM (SELECT id, status, pinned, "expiresAt" FROM "Backup") x) AS backups,
  (SELECT json_agg(x ORDER BY "dataStoreId") FROM "Policy" x) AS policies,
  (SELECT json_agg(x ORDER BY id) FROM (SELECT id, status FROM "Restore") x) AS restores,
  (SELECT json_agg(x ORDER BY id) FROM (SELECT id, state, "cancelRequested" FROM "Operation") x) AS operations,
  (SELECT json_agg(x ORDER BY id) FROM (SELECT id, role FROM "User") x) AS users`;

/** Whatever is asked meanwhile leaves every row that matters as it was. */
export const expectNothingChanges = async (
  { catalogue }: Behind,
  work: () => Promise<void>,
): Promise<void> => {
  const before = await catalogue.row(STATE);
  await work();
  expect(await catalogue.row(STATE)).toEqual(before);
};
