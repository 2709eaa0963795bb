import { test as base } from '../../setup/test.ts';
import { type Catalogue, openCatalogue } from './catalogue.ts';

/** A journey through the console that all journeys share, with its database and its data folder. */
export const test = base.extend<object, { dataDir: string; catalogue: Catalogue }>({
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const dataDir = process.env.E2E_DATA_DIR;
      if (!dataDir)
        throw new Error('E2E_DATA_DIR is not set: run the journeys with e2e/playwright.config.ts');
      await use(dataDir);
    },
    { scope: 'worker' },
  ],
  catalogue: [
    async ({ dataDir }, use) => {
      const catalogue = openCatalogue(dataDir);
      await use(catalogue);
      await catalogue.close();
    },
    { scope: 'worker' },
  ],
});
