import type { Page } from 'playwright/test';
import { expect } from '../../setup/test.ts';
import { backupRow, chooseFromMenu } from './backups-page.ts';
import { choose } from './combobox.ts';
import { openFromMenu, storeRow } from './data-stores-page.ts';

/** A store with a backup, for the pages that show one. */
export type Shown = { storeId: string; store: string; backup: string };

/** Something that a person can have before them. */
export type View = {
  name: string;
  open(page: Page, shown: Shown): Promise<void>;
  /** The status of a refusal that belongs to it. */
  answers?: number;
};

const openMenu = async (page: Page, { store }: Shown): Promise<void> => {
  await page.goto('/data-stores');
  await storeRow(page, store)
    .getByRole('button', { name: `Actions for ${store}`, exact: true })
    .click();
};

const chooseItem = async (page: Page, shown: Shown, item: string): Promise<void> => {
  await openMenu(page, shown);
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

export const PAGES: View[] = [
  {
    name: 'data stores',
    open: async (page, shown) => {
      await page.goto('/data-stores');
      await expect(storeRow(page, shown.store)).toBeVisible();
    },
  },
  {
    name: 'overview of a store',
    open: async (page, { storeId, store }) => {
      await page.goto(`/data-stores/${storeId}`);
      await expect(page.getByRole('heading', { name: store, exact: true })).toBeVisible();
    },
  },
  {
    name: 'backups of a store',
    open: async (page, { storeId }) => {
      await page.goto(`/data-stores/${storeId}/backups`);
      await expect(page.getByRole('list', { name: 'Available backups' })).toBeVisible();
    },
  },
  {
    name: 'settings of a store',
    open: async (page, { storeId, store }) => {
      await page.goto(`/data-stores/${storeId}/settings`);
      await expect(page.getByRole('heading', { name: store, exact: true })).toBeVisible();
    },
  },
  {
    name: 'activity',
    open: async (page) => {
      await page.goto('/activity');
      await expect(page.getByRole('table', { name: 'Activity' }).getByRole('row').nth(1)).toBeVisible();
    },
  },
  {
    name: 'backups of the account',
    open: async (page, { backup }) => {
      await page.goto('/account/backups');
      await expect(backupRow(page, backup)).toBeVisible();
    },
  },
];

/** Every picture of a store's overview, by the table behind it. */
const PICTURES = [
  'Sizes of backups',
  'Durations of backups',
  'Ages of the last good backup',
  'Slots of each day',
];

export const DRAWERS: View[] = [
  {
    name: 'the pictures of a store as tables',
    open: async (page, { storeId }) => {
      await page.goto(`/data-stores/${storeId}`);
      for (const table of PICTURES) {
        await page.getByText(`Show as table: ${table}`).click();
        await expect(page.getByRole('table', { name: table, exact: true })).toBeVisible();
      }
    },
  },
  {
    name: 'a backup opened',
    open: async (page, { storeId }) => {
      await page.goto(`/data-stores/${storeId}/backups`);
      await page
        .getByRole('button', { name: /^On-demand backup, / })
        .first()
        .click();
    },
  },
  {
    name: 'a log opened',
    open: async (page) => {
      await page.goto('/activity?kind=backup');
      await page
        .getByRole('button', { name: /^Log of backup/ })
        .first()
        .click();
      await expect(page.getByRole('list', { name: 'Log' })).toBeVisible();
    },
  },
  { name: 'the menu of a store', open: openMenu },
  {
    name: 'its submenu',
    open: async (page, shown) => {
      await chooseItem(page, shown, 'Backups');
      await expect(page.getByRole('menuitem', { name: 'Schedule', exact: true })).toBeVisible();
    },
  },
  {
    name: 'the user menu',
    open: async (page) => {
      await page.goto('/activity');
      await page.getByRole('button', { name: 'User menu', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Theme', exact: true }).click();
      await expect(page.getByRole('menuitemradio').first()).toBeVisible();
    },
  },
  {
    name: 'add data store',
    open: async (page) => {
      await page.goto('/data-stores');
      await page.getByRole('button', { name: 'Data Store', exact: true }).click();
      await dialog(page, 'Add data store').getByRole('checkbox', { name: 'TLS' }).check();
    },
  },
  {
    name: 'add data store, refused',
    answers: 400,
    open: async (page) => {
      await page.goto('/data-stores');
      await page.getByRole('button', { name: 'Data Store', exact: true }).click();
      await dialog(page, 'Add data store').getByRole('button', { name: 'Add', exact: true }).click();
      await expect(dialog(page, 'Add data store').getByRole('alert').first()).toBeVisible();
    },
  },
  {
    name: 'edit data store',
    open: async (page, shown) => {
      await chooseItem(page, shown, 'Edit');
      await expect(dialog(page, 'Edit data store').getByRole('button', { name: 'Apply' })).toBeEnabled();
    },
  },
  {
    name: 'delete data store',
    open: async (page, shown) => {
      await chooseItem(page, shown, 'Delete');
      await expect(page.getByRole('alertdialog', { name: 'Delete data store' })).toContainText('1 backup');
    },
  },
  {
    name: 'manual backup',
    open: async (page, { store }) => {
      await openFromMenu(page, store, 'Manual');
    },
  },
  {
    name: 'backup schedule',
    open: async (page, { store }) => {
      const drawer = await openFromMenu(page, store, 'Schedule');
      await choose(drawer, 'Backup Policy', 'Enabled');
      await drawer.getByRole('checkbox', { name: 'Every Day' }).click();
      await drawer.getByRole('checkbox', { name: '03:00' }).click();
      await expect(drawer.getByRole('list', { name: 'Next backups' })).toBeVisible();
    },
  },
  {
    name: 'backup plan',
    open: async (page, { store }) => {
      const drawer = await openFromMenu(page, store, 'Schedule');
      await choose(drawer, 'Backup Policy', 'Enabled');
      await choose(drawer, 'Kind', 'Plan');
      await expect(drawer.getByRole('list', { name: 'Next backups' })).toBeVisible();
    },
  },
  {
    name: 'time zones',
    open: async (page, { store }) => {
      const drawer = await openFromMenu(page, store, 'Schedule');
      await choose(drawer, 'Backup Policy', 'Enabled');
      await drawer.getByRole('combobox', { name: 'Time zone', exact: true }).click();
      await page.keyboard.type('europe/b');
      await expect(page.getByRole('option', { name: 'Europe/Berlin' })).toBeVisible();
    },
  },
  {
    name: 'restore backup',
    open: async (page, { store }) => {
      const drawer = await openFromMenu(page, store, 'Restore');
      await expect(drawer.getByRole('button', { name: 'Restore', exact: true })).toBeEnabled();
      await drawer.getByRole('checkbox', { name: 'Take a safety backup first' }).uncheck();
    },
  },
  {
    name: 'the backups to restore',
    open: async (page, { store }) => {
      const drawer = await openFromMenu(page, store, 'Restore');
      await drawer.getByRole('combobox', { name: 'Backup', exact: true }).click();
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'restore of a backup',
    open: async (page, { backup }) => {
      await page.goto('/account/backups');
      await chooseFromMenu(page, backup, 'Restore');
      const drawer = dialog(page, 'Restore backup');
      await expect(drawer.getByRole('button', { name: 'Restore', exact: true })).toBeEnabled();
    },
  },
  {
    name: 'restore to a new instance',
    open: async (page, { backup }) => {
      await page.goto('/account/backups');
      await chooseFromMenu(page, backup, 'Restore to new instance');
      const drawer = dialog(page, 'Restore to new instance');
      await expect(drawer.getByRole('button', { name: 'Restore', exact: true })).toBeEnabled();
      await drawer.getByRole('combobox', { name: 'Where', exact: true }).click();
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'delete backup',
    open: async (page, { backup }) => {
      await page.goto('/account/backups');
      await chooseFromMenu(page, backup, 'Delete');
      await expect(page.getByRole('alertdialog', { name: 'Delete backup' })).toContainText('only backup');
    },
  },
  {
    name: 'nothing found',
    open: async (page) => {
      await page.goto('/account/backups?search=nothing-is-called-like-this');
      await expect(page.getByText('No backup fits')).toBeVisible();
    },
  },
  {
    name: 'a store that is not there',
    open: async (page) => {
      await page.goto('/data-stores/dst_nowhere99999');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
];
