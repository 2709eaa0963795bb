import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { seedBackup, seedSlots, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

test.describe('pictures of what happened', () => {
  let server: TestServer;
  test.beforeAll(async () => {
    server = await startRedis();
  });
  test.afterAll(() => server.stop());

  test('the overview draws backups and slots, by pointer, keys and table', async ({ page, behind }) => {
    const name = uniqueName('pictured');
    const { id } = await seedStore(behind, name, server.port);
    await page.goto(`/data-stores/${id}`);
    await expect(page.getByText('None was taken.')).toBeVisible();
    await expect(page.getByText('Without a schedule there are none.')).toBeVisible();

    // it draws a backup that was just taken by itself
    const backup = await seedBackup(behind, id, uniqueName('drawn'));
    await expect(
      page.getByRole('img', { name: /^Sizes of backups, the largest of each day: up to / }),
    ).toBeVisible();
    await page.getByText('Show as table: Sizes of backups').click();
    const sizes = page.getByRole('table', { name: 'Sizes of backups', exact: true });
    await expect(sizes.getByRole('row')).toHaveCount(2);
    await expect(sizes.getByRole('row').nth(1)).toContainText(`${Number(backup.storedBytes)} B`);

    await seedSlots(behind, { id, name, backupId: backup.id });
    await page.reload();
    const calendar = page.getByRole('list', { name: 'Slots by day' });
    await expect(calendar.getByRole('listitem')).toHaveCount(90);
    const days = calendar.getByRole('link');
    await expect(days).toHaveCount(4);
    await expect(page.getByRole('list', { name: 'Slots in all' })).toContainText(
      /Available 1\s*Failed 1\s*Skipped 1\s*Missed 1/,
    );
    // one stop of the Tab key, then the arrow keys
    await days.last().focus();
    await expect(days.last()).toHaveAccessibleName(/: 1 available$/);
    await page.keyboard.press('ArrowLeft');
    await expect(days.nth(2)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(days.first()).toBeFocused();
    await expect(days.first()).toHaveAccessibleName(/: 1 missed$/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/activity\?dataStore=dst_\w+&kind=slot&state=missed/);
    const activity = page.getByRole('table', { name: 'Activity' });
    await expect(activity.getByRole('row')).toHaveCount(2);
    await expect(activity).toContainText('Amber was not running at this time');
  });

  test('the account has its four figures, as live as its list', async ({ page, behind }) => {
    const { id } = await seedStore(behind, uniqueName('counted'), server.port);
    await page.goto('/account/backups');
    const figure = (name: string) =>
      page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd');
    const kept = async () =>
      behind.catalogue.row<{ backups: string; bytes: string; failed: string }>(
        `SELECT count(*) FILTER (WHERE status = 'available') AS backups,
           coalesce(sum("storedBytes") FILTER (WHERE status = 'available'), 0) AS bytes,
           count(*) FILTER (WHERE status = 'failed') AS failed FROM "Backup"`,
      );
    const before = await kept();
    await expect(figure('Backups')).toContainText(new RegExp(`^${before.backups}\\D`));
    await expect(figure('Failed, last 7 days')).toContainText(new RegExp(`^${before.failed}\\D`));
    await expect(figure('Oldest data at risk').getByRole('link')).toBeVisible();
    await seedBackup(behind, id, uniqueName('one more'));
    await expect(figure('Backups')).toContainText(new RegExp(`^${Number(before.backups) + 1}\\D`), {
      timeout: 30_000,
    });
  });
});
