import { startConsole } from '../../setup/console.ts';
import { OWNER, signIn } from '../../setup/owner.ts';
import { test as base } from '../../setup/test.ts';
import { cookieOf } from './actions.ts';
import { type Catalogue, openCatalogue } from './catalogue.ts';

/** The console that all journeys of one Playwright worker share, from behind. */
export type Behind = {
  url: string;
  /** Cookie header of the owner. */
  cookie: string;
  dataDir: string;
  catalogue: Catalogue;
  /** What it has written to its output so far, the worker's log included. */
  output(): string;
};

type OwnerState = Awaited<ReturnType<typeof signIn>>;

/**
 * A journey through the shared console, with its database and its data folder, begun as its owner: who signs in once, as
 * the number of sign-ins is limited. Each worker has a console of its own, as journeys count rows.
 */
export const test = base.extend<
  object,
  { shared: { behind: Behind; ownerState: OwnerState }; behind: Behind }
>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const amber = await startConsole({ owner: OWNER });
      const catalogue = openCatalogue(amber.dataDir);
      try {
        const ownerState = await signIn(amber.url);
        const { url, dataDir, output } = amber;
        await use({ behind: { url, dataDir, output, catalogue, cookie: cookieOf(ownerState) }, ownerState });
      } finally {
        await catalogue.close();
        await amber.stop();
      }
    },
    // a first start builds the console
    { scope: 'worker', timeout: 300_000 },
  ],
  behind: [({ shared }, use) => use(shared.behind), { scope: 'worker' }],
  baseURL: ({ behind }, use) => use(behind.url),
  storageState: ({ shared }, use) => use(shared.ownerState),
});
