import type { Locator, Page } from 'playwright/test';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { OWNER } from '../setup/owner.ts';
import { expect, untilTakenOver } from '../setup/test.ts';
import { forge } from './reach/actions.ts';
import { backupRow } from './reach/backups-page.ts';
import type { BackupRow, StoreRow } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu, storeRow } from './reach/data-stores-page.ts';
import { pressTo } from './reach/keys.ts';
import { seedBackup, storeForm, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
const WIDTHS = [1440, 390];

/** Exactly one of that role and name, and seen. */
const expectOne = async (
  within: Page | Locator,
  role: Parameters<Page['getByRole']>[0],
  ...names: (string | RegExp)[]
): Promise<void> => {
  for (const name of names) {
    const found = within.getByRole(role, { name, exact: true });
    await expect(found, `${role} ${name}`).toHaveCount(1);
    await expect(found, `${role} ${name}`).toBeVisible();
  }
};

const expectOptions = async (within: Locator, combobox: string, options: string[]): Promise<void> => {
  const button = within.getByRole('combobox', { name: combobox, exact: true });
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expectOne(within.page(), 'listbox', combobox);
  await expect(within.page().getByRole('option')).toHaveText(options);
  await within.page().keyboard.press('Escape');
  await expect(button).toBeFocused();
};

const expectColumns = async (table: Locator, columns: string[]): Promise<void> => {
  // the last one, of the menus, is for screen readers
  await expect(table.getByRole('columnheader')).toHaveText([...columns, 'Actions'], { useInnerText: false });
};

for (const width of WIDTHS) {
  test.describe(`at ${width} pixels`, () => {
    const name = uniqueName('names');
    let server: TestServer;
    let store: StoreRow;
    let backup: BackupRow;

    test.use({ viewport: { width, height: 900 } });
    test.beforeAll(async ({ behind }) => {
      server = await startRedis({ password: 'of the store' });
      redisCli(server, ['SET', 'key', 'value'], { password: 'of the store' });
      const added = await forge('addDataStore', {
        ...behind,
        input: { ...storeForm(name, server.port), password: 'of the store' },
      });
      expect(added.result).toMatchObject({ ok: true });
      store = await behind.catalogue.row<StoreRow>('SELECT * FROM "DataStore" WHERE name = $1', [name]);
      backup = await seedBackup(behind, store.id, uniqueName('named'));
    });
    test.afterAll(() => server.stop());

    test('the way in and out', async ({ browser, behind }) => {
      const context = await browser.newContext({
        baseURL: behind.url,
        viewport: { width, height: 900 },
        storageState: { cookies: [], origins: [] },
      });
      const page = await context.newPage();
      await page.goto('/account/backups?status=available');
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      await untilTakenOver(page);
      await expectOne(page, 'textbox', 'Email', 'Password');
      await expectOne(page, 'button', 'Sign in');
      await page.getByRole('textbox', { name: 'Email', exact: true }).fill(OWNER.email);
      await page.getByRole('textbox', { name: 'Password', exact: true }).fill(OWNER.password);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/account/backups?status=available');
      await expectOne(page, 'link', 'Data Stores', 'Activity', 'Account');
      await page.getByRole('button', { name: 'User menu', exact: true }).click();
      await expectOne(page, 'menuitem', 'Theme', 'Sign out');
      await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
      await expect(page).toHaveURL('/sign-in');
      await page.goto('/data-stores');
      await expect(page).toHaveURL(/\/sign-in/);
      await context.close();
    });

    test('the data stores, and their menus by the keyboard', async ({ page }) => {
      await page.goto('/data-stores');
      await expectOne(page, 'heading', /^Data Stores( \(\d+\))?$/);
      await expectOne(page, 'button', 'Data Store');
      await expect(page.getByRole('status')).toHaveCount(1);
      const table = page.getByRole('table', { name: 'Data stores', exact: true });
      await expectColumns(table, [
        'Name',
        'Engine',
        'Endpoint',
        'Memory',
        'Keys',
        'Last backup',
        'Next backup',
        'Created',
        'Status',
      ]);
      const row = storeRow(page, name);
      await expect(row.getByRole('link', { name, exact: true })).toHaveAttribute(
        'href',
        `/data-stores/${store.id}`,
      );
      const menu = row.getByRole('button', { name: `Actions for ${name}`, exact: true });
      const press = (key: string, item: string) => pressTo(page, key, item);
      const openByKey = async () => {
        await menu.focus();
        await press('Enter', 'Edit');
        await expectOne(page, 'menuitem', 'Edit', 'Backups', 'Delete');
      };
      const openSubByKey = async () => {
        await openByKey();
        await press('ArrowDown', 'Backups');
        await press('ArrowRight', 'Manual');
      };
      for (const [role, title, reach] of [
        ['dialog', 'Edit data store', openByKey],
        ['dialog', 'Manual backup', openSubByKey],
        ['dialog', 'Backup schedule', () => openSubByKey().then(() => press('ArrowDown', 'Schedule'))],
        ['dialog', 'Restore backup', () => openSubByKey().then(() => press('End', 'Restore'))],
        ['alertdialog', 'Delete data store', () => openByKey().then(() => press('End', 'Delete'))],
      ] as const) {
        await reach();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole(role, { name: title, exact: true });
        await expectOne(dialog, 'button', 'Close');
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
        await expect(menu, `focus after ${title}`).toBeFocused();
      }
      await openSubByKey();
      await expectOne(page, 'menuitem', 'Manual', 'Schedule', 'Restore');
      await press('ArrowLeft', 'Backups');
      await page.keyboard.press('Escape');
      await expect(menu).toBeFocused();
      const drawer = await openFromMenu(page, name, 'Manual');
      await drawer.getByRole('button', { name: 'Close', exact: true }).click();
      await expect(menu).toBeFocused();
    });

    test('the drawers of a data store', async ({ page }) => {
      await page.goto('/data-stores');
      const add = page.getByRole('button', { name: 'Data Store', exact: true });
      await add.click();
      const adding = page.getByRole('dialog', { name: 'Add data store', exact: true });
      await expectOne(adding, 'textbox', 'Name', 'Connection URI', 'Host', 'Port', 'Username', 'Password');
      await expectOne(adding, 'checkbox', 'TLS');
      await expectOne(adding, 'button', 'Test connection', 'Add', 'Close');
      await expectOptions(adding, 'Engine', ['Redis, Valkey, KeyDB or Dragonfly', 'JanusGraph']);
      await adding
        .getByRole('textbox', { name: 'Connection URI' })
        .fill('rediss://me:secret@cache.example.org:6380');
      await expect(adding.getByRole('textbox', { name: 'Host', exact: true })).toHaveValue(
        'cache.example.org',
      );
      await expect(adding.getByRole('textbox', { name: 'Port', exact: true })).toHaveValue('6380');
      await expect(adding.getByRole('textbox', { name: 'Username', exact: true })).toHaveValue('me');
      await expect(adding.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue('secret');
      await expect(adding.getByRole('checkbox', { name: 'TLS' })).toBeChecked();
      await expectOne(adding, 'textbox', 'CA certificate', 'Server name', 'Client certificate', 'Client key');
      await page.keyboard.press('Escape');
      await expect(adding).toBeHidden();
      await expect(add).toBeFocused();

      await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
      const editing = page.getByRole('dialog', { name: 'Edit data store', exact: true });
      await expectOne(editing, 'textbox', 'Name', 'Connection URI', 'Host', 'Port', 'Username', 'Password');
      await expectOne(editing, 'checkbox', 'TLS', 'Remove password');
      await expectOne(editing, 'combobox', 'Engine');
      await expectOne(editing, 'button', 'Test connection', 'Apply', 'Close');
      await editing.getByRole('textbox', { name: 'Username', exact: true }).fill('another');
      await editing.getByRole('button', { name: 'Test connection' }).click();
      await expect(
        editing.getByRole('textbox', { name: 'Password', exact: true }),
      ).toHaveAccessibleDescription(/^Type the password again/);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
      const deleting = page.getByRole('alertdialog', { name: 'Delete data store', exact: true });
      await expectOne(deleting, 'checkbox', 'Also delete its backups');
      await expectOne(deleting, 'button', 'Delete', 'Close');
      await expect(deleting).toContainText('1 backup');
    });

    test('the drawers of backups', async ({ page }) => {
      const manual = await openFromMenu(page, name, 'Manual');
      await expectOne(manual, 'textbox', 'Description');
      await expectOne(manual, 'spinbutton', 'Retention');
      await expectOne(manual, 'button', 'Create', 'Close');
      await page.keyboard.press('Escape');

      const schedule = await openFromMenu(page, name, 'Schedule');
      await expectOptions(schedule, 'Backup Policy', ['Enabled', 'Disabled']);
      await choose(schedule, 'Backup Policy', 'Enabled');
      await expectOne(
        schedule.getByRole('group', { name: 'Days', exact: true }),
        'checkbox',
        'Every Day',
        ...DAYS,
      );
      await expectOne(
        schedule.getByRole('group', { name: 'Hours', exact: true }),
        'checkbox',
        'Every Hour',
        ...HOURS,
      );
      await expectOne(schedule, 'spinbutton', 'Retention');
      await expectOne(schedule, 'checkbox', 'Apply to backups already taken');
      await expectOne(schedule, 'button', 'Apply', 'Close');
      await schedule.getByRole('checkbox', { name: 'Every Hour' }).click();
      await schedule.getByRole('checkbox', { name: 'Every Day' }).click();
      await expect(
        schedule.getByRole('list', { name: 'Next backups', exact: true }).getByRole('listitem'),
      ).toHaveCount(4);
      await choose(schedule, 'Time zone', 'Asia/Kolkata', { typed: 'kolk' });
      await expect(schedule.getByRole('combobox', { name: 'Time zone', exact: true })).toContainText(
        'Asia/Kolkata',
      );
      await expectOptions(schedule, 'Kind', ['Grid', 'Plan']);
      await choose(schedule, 'Kind', 'Plan');
      await expectOne(schedule, 'textbox', 'Time');
      await expectOne(schedule, 'combobox', 'Day of the week', 'Day of the month', 'Time zone');
      await expectOne(schedule, 'spinbutton', 'Days', 'Weeks', 'Months', 'On-demand');
      await expectOne(schedule, 'checkbox', 'Apply to backups already taken');
      await expect(
        schedule.getByRole('list', { name: 'Next backups', exact: true }).getByRole('listitem'),
      ).toHaveCount(4);
      await page.keyboard.press('Escape');

      const restore = await openFromMenu(page, name, 'Restore');
      await restore.getByRole('combobox', { name: 'Backup', exact: true }).click();
      await expectOne(page, 'option', `${backup.description}, ${backup.createdAt.toISOString()}`);
      await page.keyboard.press('Escape');
      await expect(restore).toContainText('CAUTION');
      await expect(restore.getByRole('combobox', { name: 'Data store' })).toHaveCount(0);
      const safety = restore.getByRole('checkbox', { name: 'Take a safety backup first', exact: true });
      await expect(safety).toBeChecked();
      await safety.click();
      const confirmation = restore.getByRole('textbox', { name: `Type ${name} to confirm`, exact: true });
      const button = restore.getByRole('button', { name: 'Restore', exact: true });
      await expect(button).toBeDisabled();
      await confirmation.fill(name);
      await expect(button).toBeEnabled();
      await expectOne(restore, 'button', 'Close');
    });

    test('the pages of a store', async ({ page }) => {
      await page.goto(`/data-stores/${store.id}`);
      await expectOne(page, 'heading', name);
      await expectOne(page, 'link', 'Overview', 'Backups', 'Settings');
      await expect(page.getByRole('link', { name: 'Overview', exact: true })).toHaveAttribute(
        'aria-current',
        'page',
      );
      await page.getByRole('link', { name: 'Settings', exact: true }).click();
      await expect(page).toHaveURL(`/data-stores/${store.id}/settings`);
      await page.getByRole('link', { name: 'Backups', exact: true }).click();
      await expect(page).toHaveURL(`/data-stores/${store.id}/backups`);
      await expectOne(page, 'button', 'Back up now');
      const list = page.getByRole('list', { name: 'Available backups', exact: true });
      const item = list.getByRole('listitem').first();
      const opener = item.getByRole('button', { name: /^On-demand backup, ./ });
      await expect(opener).toHaveAttribute('aria-expanded', 'false');
      await opener.click();
      await expect(opener).toHaveAttribute('aria-expanded', 'true');
      await expectOne(item, 'button', 'Restore', 'Restore to new instance');
      await expectOne(item, 'link', 'Download');
      await expect(item.getByRole('code').filter({ hasText: backup.id }).first()).toBeVisible();
      const command = item.getByRole('code').filter({ hasText: 'npx amber restore' });
      await expect(command).toBeVisible();
      await expect(command).not.toContainText('of the store');
      await item.getByRole('button', { name: 'Restore', exact: true }).click();
      const drawer = page.getByRole('dialog', { name: 'Restore backup', exact: true });
      await expect(drawer.getByRole('combobox', { name: 'Data store', exact: true })).toContainText(name);
      await page.keyboard.press('Escape');
      await expect(item.getByRole('button', { name: 'Restore', exact: true })).toBeFocused();

      await item.getByRole('button', { name: 'Restore to new instance', exact: true }).click();
      const making = page.getByRole('dialog', { name: 'Restore to new instance', exact: true });
      await expectOne(making, 'textbox', 'Name');
      await expectOne(making, 'button', 'Restore', 'Close');
      await making.getByRole('combobox', { name: 'Where', exact: true }).click();
      await expectOne(page, 'option', 'The worker’s machine', 'An empty server');
      await page.keyboard.press('Escape');
      await expect(making.getByRole('list', { name: 'Checks', exact: true })).toBeVisible();
      await choose(making, 'Where', 'An empty server');
      await expectOne(making, 'textbox', 'Connection URI');
      await page.keyboard.press('Escape');
      await expect(item.getByRole('button', { name: 'Restore to new instance', exact: true })).toBeFocused();
    });

    test('the backups of the account', async ({ page }) => {
      await page.goto('/account/backups');
      await expectOne(page, 'link', 'Backups');
      const table = page.getByRole('table', { name: 'Backups', exact: true });
      await expectColumns(table, [
        'Description',
        'Data store',
        'Trigger',
        'Size',
        'Keys',
        'Created',
        'Expires',
        'Status',
      ]);
      await expectOne(page, 'combobox', 'Data store', 'Status', 'Trigger');
      const search = page.getByRole('searchbox', { name: 'Search backups', exact: true });
      await search.fill(backup.description);
      await expect(table.getByRole('row')).toHaveCount(2);
      const menu = backupRow(page, backup.description).getByRole('button', {
        name: `Actions for ${backup.description}`,
        exact: true,
      });
      await menu.click();
      await expectOne(
        page,
        'menuitem',
        'Restore',
        'Restore to new instance',
        'Download',
        'Keep forever',
        'Delete',
      );
      await page.getByRole('menuitem', { name: 'Restore', exact: true }).click();
      const drawer = page.getByRole('dialog', { name: 'Restore backup', exact: true });
      await expect(drawer.getByRole('combobox', { name: 'Data store', exact: true })).toContainText(name);
      await drawer.getByRole('button', { name: 'Close', exact: true }).click();
      await expect(menu).toBeFocused();
      await pressTo(page, 'Enter', 'Restore');
      await pressTo(page, 'End', 'Delete');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('alertdialog', { name: 'Delete backup', exact: true });
      await expectOne(dialog, 'button', 'Delete', 'Close');
      await page.keyboard.press('Escape');
      await expect(menu).toBeFocused();
    });

    test('what runs, and its Cancel', async ({ page, behind }) => {
      process.kill(server.pid, 'SIGSTOP');
      try {
        await page.goto(`/data-stores/${store.id}/backups`);
        await page.getByRole('button', { name: 'Back up now', exact: true }).click();
        await expect(page.getByRole('status')).toContainText('Backup started');
        await page.goto('/activity');
        const table = page.getByRole('table', { name: 'Activity', exact: true });
        const row = table.getByRole('row').filter({ hasText: `Manual backup of ${name}` });
        await expect(row).toContainText('Running');
        await row.getByRole('button', { name: 'Cancel', exact: true }).click();
        await expect(row).toContainText('Cancelled');
      } finally {
        process.kill(server.pid, 'SIGCONT');
      }
      const states = 'SELECT status FROM "Backup" WHERE "dataStoreId" = $1 ORDER BY "createdAt" DESC LIMIT 1';
      expect(await behind.catalogue.row(states, [store.id])).toEqual({ status: 'cancelled' });
    });
  });
}
