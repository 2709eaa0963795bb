import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { backupRow } from './reach/backups-page.ts';
import { openFromMenu, storeRow } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

/** What an operator needs when something is wrong. */
test.describe('at night', () => {
  let redis: TestServer;
  test.beforeEach(async () => {
    redis = await startRedis();
  });
  test.afterEach(async () => {
    await redis.stop();
  });
  const greeting = () => redisCli(redis, ['GET', 'greeting']);

  test('the wrong backup was restored: one click brings the data back, and the lists follow', async ({
    page,
    behind,
  }) => {
    const name = uniqueName('night');
    const store = await seedStore(behind, name, redis.port);
    redisCli(redis, ['SET', 'greeting', 'of the backup']);
    const good = await seedBackup(behind, store.id, `${name} before the migration`);
    redisCli(redis, ['SET', 'greeting', 'of today']);
    await page.goto(`/data-stores/${store.id}/backups`);
    const backups = page.getByRole('list', { name: 'Available backups' }).getByRole('listitem');
    await expect(backups).toHaveCount(1);

    const restoreIt = async () => {
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Backups', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Restore', exact: true }).click();
      const drawer = page.getByRole('dialog', { name: 'Restore backup' });
      const chosen = drawer.getByRole('combobox', { name: 'Backup', exact: true });
      await expect(chosen).toContainText(good.description);
      await expect(chosen).toContainText('Manual');
      await expect(chosen).toContainText('1 key');
      return { drawer, chosen };
    };
    const first = await restoreIt();
    await first.drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(first.drawer).toBeHidden();
    // the safety backup comes into the open list by itself, and so does the way back
    await expect(backups).toHaveCount(2);
    const wayBack = page.getByRole('button', { name: 'Restore the safety backup' });
    await expect(wayBack).toBeVisible();
    expect(greeting()).toBe('of the backup');

    // the newest one is a safety backup now; the drawer begins with the good one all the same, and finds it by its day
    const second = await restoreIt();
    await second.chosen.click();
    const option = page.getByRole('option', { name: `${good.description}, ${good.createdAt.toISOString()}` });
    await page.keyboard.type(`${good.createdAt.toISOString().slice(0, 16).replace('T', ' ')} ${name}`);
    await expect(option).toBeVisible();
    await page.getByRole('searchbox', { name: 'Filter' }).fill('2001-01-01');
    await expect(option).toBeHidden();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(second.drawer).toBeHidden();

    await wayBack.click();
    await expect(page.getByRole('status')).toContainText('Restore started');
    await expect.poll(greeting).toBe('of today');
    await page.goto('/activity');
    const row = page.getByRole('row').filter({ hasText: `Safety backup of ${name}` });
    await expect(row.first()).toContainText('Completed');
  });

  test('a backup failed: how old the last good one is, why, and once more', async ({ page, behind }) => {
    const name = uniqueName('night');
    const store = await seedStore(behind, name, redis.port);
    await seedBackup(behind, store.id, `${name} good`);
    const description = `${name} bad`;
    await behind.catalogue.rows(
      `INSERT INTO "Backup" (id, "dataStoreId", "dataStoreName", engine, trigger, tiers, description, status, reason, "retentionDays")
       VALUES ($1, $2, $3, 'redis', 'manual', '{}', $4, 'failed', 'The storage is full', 3)`,
      [`bkp_${name.replace(/[^a-z2-9]/g, '')}`, store.id, name, description],
    );
    await page.goto('/data-stores');
    await expect(storeRow(page, name)).toContainText(/(just now|ago)\s*Failed .*The storage is full/);

    await page.goto('/account/backups');
    const failed = backupRow(page, description).filter({ hasText: 'Failed' });
    await failed.getByRole('button', { name: `Actions for ${description}` }).click();
    await page.getByRole('menuitem', { name: 'Try again' }).click();
    await expect(backupRow(page, description).filter({ hasText: 'Available' })).toBeVisible();
    const again = await behind.catalogue.row(
      'SELECT * FROM "Backup" WHERE description = $1 AND status = $2',
      [description, 'available'],
    );
    expect(again).toMatchObject({ dataStoreId: store.id, retentionDays: 3, trigger: 'manual' });
    await page.goto('/data-stores');
    await expect(storeRow(page, name)).not.toContainText('Failed');
  });

  test('the storage is gone: every page says so, no backup is blamed, and it goes on by itself', async ({
    page,
    behind,
  }) => {
    const name = uniqueName('night');
    const store = await seedStore(behind, name, redis.port);
    await seedBackup(behind, store.id, `${name} good`);
    const storage = join(behind.dataDir, 'storage');
    const banner = page.getByRole('complementary', { name: 'What is wrong' });
    renameSync(storage, `${storage}-away`);
    try {
      for (const path of ['/activity', '/account/backups', '/data-stores']) {
        await page.goto(path);
        await expect(banner).toContainText('The storage is not there.');
        await expect(banner).toContainText('Nothing is lost');
      }
      const drawer = await openFromMenu(page, name, 'Restore');
      const checks = drawer.getByRole('list', { name: 'Checks' });
      await expect(checks).toContainText('check again when the storage is back');
      await expect(checks).not.toContainText('Choose another backup');
      await expect(drawer.getByRole('button', { name: 'Restore', exact: true })).toBeDisabled();
      await page.keyboard.press('Escape');
    } finally {
      renameSync(`${storage}-away`, storage);
    }
    await expect(banner).not.toContainText('The storage is not there.');
    const { status } = await behind.catalogue.row('SELECT status FROM "Backup" WHERE description = $1', [
      `${name} good`,
    ]);
    expect(status).toBe('available');
  });

  test('Amber is gone: the page says since when, and goes on by itself', async ({ page }) => {
    await page.clock.install();
    await page.goto('/data-stores');
    const banner = page.getByRole('complementary', { name: 'What is wrong' });
    await expect(page.getByRole('heading', { name: /^Data Stores/ })).toBeVisible();
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await expect(async () => {
      await page.clock.runFor(5_000);
      await expect(banner).toContainText(/Amber does not answer since \d\d:\d\d: what you see may be old\./, {
        timeout: 500,
      });
    }).toPass();
    await page.unroute('**/api/**');
    await expect(async () => {
      await page.clock.runFor(5_000);
      await expect(banner).not.toContainText('Amber does not answer', { timeout: 500 });
    }).toPass();
  });

  test('no page scrolls sideways on a tablet', async ({ page, behind }) => {
    const name = uniqueName('a-store-with-a-rather-long-name-for-a-tablet');
    const store = await seedStore(behind, name, redis.port);
    await seedBackup(behind, store.id, `${name}: a description that goes on and on beyond the edge`);
    for (const path of [
      '/data-stores',
      `/data-stores/${store.id}`,
      `/data-stores/${store.id}/backups`,
      `/data-stores/${store.id}/settings`,
      '/account/backups',
      '/activity',
    ]) {
      await page.goto(path);
      for (const width of [768, 820, 1023, 1024, 1100]) {
        await page.setViewportSize({ width, height: 1000 });
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await expect.poll(wide, { message: `${path} at ${width}` }).toBeLessThanOrEqual(0);
      }
    }
  });
});
