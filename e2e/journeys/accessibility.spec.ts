import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import type { StoreRow } from './reach/catalogue.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing, ${colorScheme}`, () => {
    test.use({
      colorScheme,
      viewport: colorScheme === 'light' ? { width: 1440, height: 900 } : { width: 390, height: 844 },
    });
    const name = uniqueName(`axe-${colorScheme}`);
    let server: TestServer;
    let store: StoreRow;

    test.beforeAll(async ({ behind }) => {
      server = await startRedis();
      store = await seedStore(behind, name, server.port);
      await seedBackup(behind, store.id, uniqueName('axe'));
    });
    test.afterAll(() => server.stop());

    test('on every page', async ({ page }) => {
      const ofStore = `/data-stores/${store.id}`;
      const paths = [
        '/data-stores',
        ofStore,
        `${ofStore}/backups`,
        `${ofStore}/settings`,
        '/activity',
        '/account/backups',
      ];
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await violations(page), path).toEqual([]);
      }
    });

    test('in every drawer of a store', async ({ page }) => {
      for (const item of ['Manual', 'Schedule', 'Restore'] as const) {
        const drawer = await openFromMenu(page, name, item);
        await expect(drawer.getByRole('button', { name: 'Close', exact: true })).toBeVisible();
        expect(await violations(page), item).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });
  });
}
