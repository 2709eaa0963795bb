import type { Page } from 'playwright/test';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { expectAccessible } from './reach/accessible.ts';
import { seedBackup, seedSlots, seedStore, uniqueName } from './reach/seed.ts';
import { test as base } from './reach/shared-console.ts';
import { DRAWERS, PAGES, type Shown } from './reach/views.ts';

/** Gzipped bytes of script that a page may load before it can be used. */
const MOST_SCRIPT = 200_000;
/** Layout shift (CLS) that nobody sees; the web's own threshold for good is 0.1. */
const MOST_SHIFT = 0.01;

/** Whatever a page says of itself in the console is a fault, a refusal of the content security policy above all. */
const test = base.extend<{ quiet: string[] }>({
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
      });
      page.on('pageerror', (error) => said.push(error.message));
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`refused by ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
        });
      });
      await use(said);
      expect(said, 'what the page said in the console').toEqual([]);
    },
    { auto: true },
  ],
});

test.describe('accessibility and weight', () => {
  let server: TestServer;
  let shown: Shown;

  test.beforeAll(async ({ behind }) => {
    server = await startRedis();
    redisCli(server, ['SET', 'key', 'value']);
    const store = uniqueName('seen');
    const { id } = await seedStore(behind, store, server.port);
    const backup = await seedBackup(behind, id, uniqueName('seen too'));
    await seedSlots(behind, { id, name: store, backupId: backup.id });
    shown = { storeId: id, store, backup: backup.description };
  });
  test.afterAll(() => server.stop());

  for (const { name, open, answers } of [...PAGES, ...DRAWERS]) {
    test(`${name}: no violation, light and dark, wide and narrow`, async ({ page, quiet }) => {
      await open(page, shown);
      await expectAccessible(page, name);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(page, `${name}, narrow`, ['light']);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${name}: nothing to scroll sideways`).toBeLessThanOrEqual(390);
      // browsers write down every answer of 4xx
      if (answers) expect(quiet.splice(0).join()).toContain(`status of ${answers}`);
    });
  }

  test('the sign-in: no violation, light and dark', async ({ page, context }) => {
    await context.clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText('Give your e-mail address and your password.')).toBeVisible();
    await expectAccessible(page, 'sign-in');
  });

  for (const { name, open } of PAGES) {
    test(`${name}: a light first load that stays where it is`, async ({ page }) => {
      const script = await loadedScript(page, () => open(page, shown));
      test.info().annotations.push({ type: 'bytes of script', description: String(script) });
      expect(script, `${name}: bytes of script`).toBeGreaterThan(50_000);
      expect(script, `${name}: bytes of script`).toBeLessThan(MOST_SCRIPT);
      expect(await layoutShift(page), `${name}: layout shift`).toBeLessThan(MOST_SHIFT);
    });
  }
});

/** Bytes of bodies as they came over the wire, of all scripts until the page asks for no more, what it fetches ahead of need included. */
const loadedScript = async (page: Page, open: () => Promise<void>): Promise<number> => {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await open();
  await page.waitForLoadState('networkidle');
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // buffered entries come with the next frame
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
