import type { Locator, Page } from 'playwright/test';
import { expect } from '../../setup/test.ts';

/** The row of a store in the table of `/data-stores`. */
export const storeRow = (page: Page, name: string): Locator =>
  page
    .getByRole('table', { name: 'Data stores' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });

type NewStore = { name: string; uri: string };

/** Connects a store through the drawer; ends when the console has seen it. */
export const addDataStore = async (page: Page, { name, uri }: NewStore): Promise<void> => {
  await page.goto('/data-stores');
  await page.getByRole('button', { name: 'Data Store', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Add data store' });
  await drawer.getByRole('textbox', { name: 'Connection URI' }).fill(uri);
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await drawer.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Data store added');
  await expect(drawer).toBeHidden();
  await expect(storeRow(page, name)).toContainText('Active');
};

export type BackupsItem = 'Manual' | 'Schedule' | 'Restore';

/** The three-dot menu of a store's row → Backups → one of its items. */
export const openFromMenu = async (page: Page, store: string, item: BackupsItem): Promise<Locator> => {
  if (!page.url().endsWith('/data-stores')) await page.goto('/data-stores');
  await storeRow(page, store)
    .getByRole('button', { name: `Actions for ${store}`, exact: true })
    .click();
  await page.getByRole('menuitem', { name: 'Backups', exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  const titles = { Manual: 'Manual backup', Schedule: 'Backup schedule', Restore: 'Restore backup' };
  const drawer = page.getByRole('dialog', { name: titles[item], exact: true });
  await expect(drawer).toBeVisible();
  return drawer;
};

/** Takes a backup by hand and waits for nothing. */
export const startBackup = async (page: Page, store: string, description: string): Promise<void> => {
  const drawer = await openFromMenu(page, store, 'Manual');
  await drawer.getByRole('textbox', { name: 'Description' }).fill(description);
  await drawer.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Backup started');
  await expect(drawer).toBeHidden();
};
