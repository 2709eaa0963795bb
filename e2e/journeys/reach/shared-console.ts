import { readFileSync } from 'node:fs';
import { OWNER_STATE } from '../../setup/owner.ts';
import { test as base } from '../../setup/test.ts';
import { cookieOf } from './actions.ts';
import { type Catalogue, openCatalogue } from './catalogue.ts';

/** The console that all journeys share, from behind. */
export type Behind = {
  url: string;
  /** Cookie header of the owner. */
  cookie: string;
  dataDir: string;
  catalogue: Catalogue;
};

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the journeys with e2e/playwright.config.ts`);
  return value;
};

/** A journey through the shared console, with its database and its data folder. */
export const test = base.extend<object, { behind: Behind }>({
  behind: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const dataDir = required('E2E_DATA_DIR');
      const catalogue = openCatalogue(dataDir);
      const cookie = cookieOf(JSON.parse(readFileSync(OWNER_STATE, 'utf8')));
      await use({ url: `http://localhost:${required('E2E_PORT')}`, cookie, dataDir, catalogue });
      await catalogue.close();
    },
    { scope: 'worker' },
  ],
});
