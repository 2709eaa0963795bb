import type { Locator, Page } from 'playwright/test';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { chooseFromMenu } from './reach/backups-page.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

/** Types before anything that opens with the list can have come. */
const openAndType = async (combobox: Locator, typed: string): Promise<void> => {
  await combobox.click();
  await combobox.page().keyboard.type(typed);
};

const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter', exact: true });

test.describe('typed at once after a click', () => {
  const name = uniqueName('B2 typed');
  const description = `B2 ${uniqueName('by hand')}`;
  let server: TestServer;

  test.beforeAll(async ({ behind }) => {
    server = await startRedis();
    const store = await seedStore(behind, name, server.port);
    await seedBackup(behind, store.id, uniqueName('another'));
    await seedBackup(behind, store.id, description);
  });
  test.afterAll(() => server.stop());

  test('a backup to restore is found by what was typed', async ({ page }) => {
    const drawer = await openFromMenu(page, name, 'Restore');
    const combobox = drawer.getByRole('combobox', { name: 'Backup', exact: true });
    await openAndType(combobox, 'B2 by');
    await expect(filter(page)).toHaveValue('B2 by');
    await expect(filter(page)).toBeFocused();
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(combobox).toContainText(description);
    // the second time the list is there already; and without a click the first key opens it
    await openAndType(combobox, 'B2');
    await expect(filter(page)).toHaveValue('B2');
    await page.keyboard.press('Escape');
    await expect(combobox).toBeFocused();
    await page.keyboard.type('B2 b');
    await expect(filter(page)).toHaveValue('B2 b');
  });

  test('a data store to restore into', async ({ page }) => {
    await page.goto('/account/backups');
    await chooseFromMenu(page, description, 'Restore');
    const drawer = page.getByRole('dialog', { name: 'Restore backup', exact: true });
    await openAndType(drawer.getByRole('combobox', { name: 'Data store', exact: true }), name);
    await expect(filter(page)).toHaveValue(name);
    await expect(page.getByRole('option')).toHaveText([new RegExp(name)]);
  });

  test('a data store that backups are listed of, and a status', async ({ page }) => {
    await page.goto('/account/backups');
    await openAndType(page.getByRole('combobox', { name: 'Data store', exact: true }), name);
    await expect(filter(page)).toHaveValue(name);
    await page.getByRole('option', { name, exact: true }).click();
    await openAndType(page.getByRole('combobox', { name: 'Status', exact: true }), 'Da');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Status', exact: true })).toContainText('Damaged');
  });

  test('a policy and a time zone, corrected on the way', async ({ page }) => {
    const drawer = await openFromMenu(page, name, 'Schedule');
    const policy = drawer.getByRole('combobox', { name: 'Backup Policy', exact: true });
    await openAndType(policy, 'En');
    await page.keyboard.press('Enter');
    await expect(policy).toContainText('Enabled');
    const zone = drawer.getByRole('combobox', { name: 'Time zone', exact: true });
    await zone.click();
    for (const key of ['n', 'e', 'x', 'Backspace', 'w', ' ', 'y']) await page.keyboard.press(key);
    await expect(filter(page)).toHaveValue('new y');
    await expect(page.getByRole('option')).toHaveText([/^America\/New_York/]);
    await page.keyboard.press('Escape');
    await choose(drawer, 'Backup Policy', 'Disabled');
  });
});
