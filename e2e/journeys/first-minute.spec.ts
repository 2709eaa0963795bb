import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Reached, withConnection } from '../data/restoring.ts';
import { startConsole, type TestConsole } from '../setup/console.ts';
import { OWNER, signIn } from '../setup/owner.ts';
import { test as base, expect } from '../setup/test.ts';
import { expectAccessible } from './reach/accessible.ts';
import { backupRow, cellOf, waitForBackup } from './reach/backups-page.ts';
import { openCatalogue } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu, startBackup, storeRow } from './reach/data-stores-page.ts';
import { expectSameContents, storeContents } from './reach/store-contents.ts';

/** A console of its own without any store: the shared one has those of other journeys. */
const test = base.extend<{ amber: TestConsole }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  amber: async ({}, use) => {
    const amber = await startConsole({ owner: OWNER });
    await use(amber);
    await amber.stop();
  },
  baseURL: ({ amber }, use) => use(amber.url),
  storageState: async ({ amber }, use) => use(await signIn(amber.url)),
});

const STORE = 'sample';
const BEFORE = 'Before I break it';
const PROGRAM_FOLDERS = (process.env.PATH ?? '').split(delimiter);

const serverFolder = (amber: TestConsole, id: string): string => join(amber.dataDir, 'servers', id);

/** Where the real server answers, from the file that it was started with. */
const reached = (amber: TestConsole, id: string): Required<Reached> => {
  const settings = readFileSync(join(serverFolder(amber, id), 'server.conf'), 'utf8');
  const setting = (name: string) => new RegExp(`^(?:--)?${name}[ =](.+)$`, 'm').exec(settings)![1]!;
  return { port: Number(setting('port')), password: setting('requirepass') };
};

test('the first minute, without any store at hand', async ({ page, amber }) => {
  const catalogue = openCatalogue(amber.dataDir);

  await page.goto('/data-stores');
  await expect(page.getByText('No data stores yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add Data Store', exact: true })).toBeVisible();
  await expectAccessible(page, 'no data stores');
  await page.getByRole('button', { name: 'Try a sample store', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Sample store is starting');
  const row = storeRow(page, STORE);
  await expect(row).toContainText('Active');
  await expect(page.getByRole('button', { name: 'Try a sample store' })).toHaveCount(0);

  const { id } = await catalogue.row<{ id: string }>('SELECT id FROM "DataStore"');
  const server = reached(amber, id);
  await expect(await cellOf(row, 'Endpoint')).toHaveText(new RegExp(`127\\.0\\.0\\.1:${server.port}$`));
  const original = await storeContents(server);
  expect(original.keyspace.size).toBeGreaterThan(500);
  await expect(await cellOf(row, 'Keys')).toContainText(original.keyspace.size.toLocaleString('en-US'));

  await startBackup(page, STORE, BEFORE);
  await waitForBackup(page, BEFORE, 'Available');

  await withConnection(server, async (connection) => {
    await connection.call(['FLUSHALL']);
    await connection.call(['SET', 'after', 'the backup']);
  });

  const drawer = await openFromMenu(page, STORE, 'Restore');
  const { createdAt } = await catalogue.row<{ createdAt: Date }>('SELECT "createdAt" FROM "Backup"');
  await choose(drawer, 'Backup', `${BEFORE}, ${createdAt.toISOString()}`, { typed: 'break' });
  await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Restore started');
  await page.goto('/activity');
  const restore = page
    .getByRole('table', { name: 'Activity' })
    .getByRole('row')
    .filter({ hasText: 'Restore' });
  await expect(restore.first()).toContainText('Completed');
  expectSameContents(await storeContents(server), original);

  await page.goto(`/data-stores/${id}`);
  await expect(page.getByText(`servers/${id}`)).toBeVisible();
  await expectAccessible(page, 'a sample store');
  await page.getByRole('button', { name: `Actions for ${STORE}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete data store' });
  await expect(dialog).toContainText('its server and the data in it are removed too');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Try a sample store', exact: true })).toBeVisible();
  await expect.poll(() => existsSync(serverFolder(amber, id))).toBe(false);
  // its backups stay until their dates
  await page.goto('/account/backups');
  await expect(backupRow(page, BEFORE)).toContainText('Available');
  await catalogue.close();
});

test.describe('where no server is installed', () => {
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    amber: async ({}, use) => {
      const bin = mkdtempSync(join(tmpdir(), 'amber-bin-'));
      // what PostgreSQL needs to run as a user of its own, and no server of the Redis family
      for (const name of ['id', 'useradd', 'setpriv', 'sh']) {
        const file = PROGRAM_FOLDERS.map((folder) => join(folder, name)).find(existsSync);
        if (file) symlinkSync(file, join(bin, name));
      }
      const amber = await startConsole({ owner: OWNER, env: { PATH: bin } });
      await use(amber);
      await amber.stop();
      rmSync(bin, { recursive: true });
    },
  });

  test('the row names the package to install, and can be deleted', async ({ page }) => {
    await page.goto('/data-stores');
    await page.getByRole('button', { name: 'Try a sample store', exact: true }).click();
    const row = storeRow(page, STORE);
    await expect(row).toContainText('Failed');
    await expect(row).toContainText('apt install valkey-server');
    await expectAccessible(page, 'a sample that failed');
    await expect(await cellOf(row, 'Endpoint')).toHaveText(/—$/);
    await row.getByRole('button', { name: `Actions for ${STORE}`, exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Edit', exact: true })).toBeDisabled();
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Delete data store' });
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Try a sample store', exact: true })).toBeVisible();
  });
});
