import type { Route } from 'playwright/test';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { backupRow } from './reach/backups-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

const VERIFIED = / read, complete and unchanged/;

test.describe('what was started is told to its end', () => {
  let server: TestServer;
  test.beforeAll(async () => {
    server = await startRedis();
    redisCli(server, ['SET', 'key', 'value']);
  });
  test.afterAll(() => server.stop());

  test('a verification, where it was started, elsewhere and after a reload', async ({ page, behind }) => {
    const store = await seedStore(behind, uniqueName('told'), server.port);
    const { description } = await seedBackup(behind, store.id, uniqueName('to verify'));
    await page.goto(`/data-stores/${store.id}/backups`);
    const item = page.getByRole('list', { name: 'Available backups' }).getByRole('listitem');
    await item.getByRole('button', { name: /^On-demand backup, / }).click();
    await expect(item).toContainText(description);
    await expect(item).not.toContainText(VERIFIED);
    // however quick it is, this page does not hear of its end
    const silence = (route: Route) => route.abort();
    await page.route('**/api/operations/*', silence);
    await item.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Verification started');
    await page.goto('about:blank');
    await page.unroute('**/api/operations/*', silence);
    // wherever the reader is by then, a page load in between included
    await page.goto('/activity');
    await expect(page.getByRole('status')).toContainText(VERIFIED);
    await page.goto(`/data-stores/${store.id}/backups`);
    await item.getByRole('button', { name: /^On-demand backup, / }).click();
    await expect(item.getByText(/^Verified .*: .* read, complete and unchanged\.$/)).toBeVisible();
    await page.goto('/account/backups');
    await expect(backupRow(page, description)).toContainText('Verified');
    await expect(page.getByRole('status')).not.toContainText(VERIFIED);
  });

  test('a backup, and its deletion where it is opened', async ({ page, behind }) => {
    const store = await seedStore(behind, uniqueName('told'), server.port);
    await page.goto(`/data-stores/${store.id}/backups`);
    await page.getByRole('button', { name: 'Back up now', exact: true }).click();
    const told = page.getByRole('status');
    await expect(told).toContainText('Backup started');
    await expect(told).toContainText(`The backup of ${store.name} is available: 1 key`);
    await expect(page.getByText('1 available backup', { exact: true })).toBeVisible();
    const item = page.getByRole('list', { name: 'Available backups' }).getByRole('listitem');
    await item.getByRole('button', { name: /^On-demand backup, / }).click();
    await item.getByRole('button', { name: 'Delete', exact: true }).click();
    const asking = page.getByRole('alertdialog', { name: 'Delete backup', exact: true });
    await asking.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(told).toContainText('Backup deleted');
    await expect(page.getByText('No backups yet')).toBeVisible();
    const rows = await behind.catalogue.rows('SELECT status FROM "Backup" WHERE "dataStoreId" = $1', [
      store.id,
    ]);
    expect(rows).toEqual([{ status: 'deleted' }]);
  });

  test('a backup that fails, with its reason', async ({ page, behind }) => {
    const locked = await startRedis();
    const store = await seedStore(behind, uniqueName('told'), locked.port);
    await page.goto(`/data-stores/${store.id}/backups`);
    // a refused password is not tried again
    redisCli(locked, ['CONFIG', 'SET', 'requirepass', 'changed-meanwhile']);
    await page.getByRole('button', { name: 'Back up now', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Backup started');
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    const failure = `The backup of ${store.name} failed: `;
    await expect(page.getByRole('alert').filter({ hasText: failure })).toBeVisible();
    await locked.stop();
  });

  test('a data store that was typed and not added, without what is secret', async ({ page }) => {
    await page.goto('/data-stores');
    const open = page.getByRole('button', { name: 'Data Store', exact: true });
    const drawer = page.getByRole('dialog', { name: 'Add data store', exact: true });
    const box = (name: string) => drawer.getByRole('textbox', { name, exact: true });
    await open.click();
    await box('Connection URI').fill('redis://rosa:s3cret@cache.internal:7000');
    await box('Name').fill('typed');
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await open.click();
    await expect(box('Host')).toHaveValue('cache.internal');
    await expect(box('Name')).toHaveValue('typed');
    await expect(box('Password')).toHaveValue('');
    await expect(box('Connection URI')).toHaveValue('');
    await drawer.getByRole('button', { name: 'Start afresh' }).click();
    await expect(box('Host')).toHaveValue('');
    await page.keyboard.press('Escape');
    await open.click();
    await expect(box('Name')).toHaveValue('');
  });
});
