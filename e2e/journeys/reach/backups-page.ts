import type { Locator, Page } from 'playwright/test';
import { expect } from '../../setup/test.ts';

/** The row of a backup in the table of `/account/backups`; Amber's own descriptions hold a time. */
export const backupRow = (page: Page, description: string): Locator =>
  page
    .getByRole('table', { name: 'Backups', exact: true })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Actions for ${description}`, exact: true }) });

/** A column's cell of a row. */
export const cellOf = async (row: Locator, column: string): Promise<Locator> => {
  await row.waitFor();
  const headers = row.locator('xpath=ancestor::table').getByRole('columnheader');
  const names = (await headers.allInnerTexts()).map((name) => name.trim().toLowerCase());
  const index = names.indexOf(column.toLowerCase());
  if (index < 0) throw new Error(`no column ${column} among ${names.join(', ')}`);
  return row.getByRole('cell').nth(index);
};

export type BackupItem = 'Restore' | 'Restore to new instance' | 'Download' | 'Keep forever' | 'Delete';

/** The menu of a backup's row. */
export const chooseFromMenu = async (page: Page, description: string, item: BackupItem): Promise<void> => {
  const row = backupRow(page, description);
  await row.getByRole('button', { name: `Actions for ${description}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

/** Waits on `/account/backups` until the row says so, which it does by itself. */
export const waitForBackup = async (page: Page, description: string, status: string): Promise<void> => {
  if (!page.url().includes('/account/backups')) await page.goto('/account/backups');
  await expect(backupRow(page, description)).toContainText(status, { timeout: 60_000 });
};
