import type { Locator } from 'playwright/test';
import { DEFAULT_COUNTS } from '#lib/domain/plan';
import { nextDueSlots } from '#lib/domain/schedule/next-slots';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { expectAccessible } from './reach/accessible.ts';
import type { BackupRow } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

test.describe('a plan', () => {
  let server: TestServer;
  test.beforeAll(async () => {
    server = await startRedis();
  });
  test.afterAll(() => server.stop());

  test('is set, takes its slot by itself, and keeps the last on-demand backup', async ({ page, behind }) => {
    const name = uniqueName('planned');
    const { id } = await seedStore(behind, name, server.port);
    const { catalogue } = behind;
    const taken = (where = 'true') =>
      catalogue.rows<BackupRow & { tiers: string[]; slotAt: Date | null }>(
        `SELECT * FROM "Backup" WHERE "dataStoreId" = $1 AND ${where} ORDER BY "createdAt"`,
        [id],
      );
    const backups = page.getByRole('list', { name: 'Available backups' });
    const items = (kind: string): Locator =>
      backups.getByRole('button', { name: new RegExp(`^${kind} backup, `) });

    await page.goto('/data-stores');
    const drawer = await openFromMenu(page, name, 'Schedule');

    await test.step('shows what comes next, with the tiers of each', async () => {
      await choose(drawer, 'Backup Policy', 'Enabled');
      await choose(drawer, 'Kind', 'Plan');
      for (const [label, value] of [
        ['Days', '7'],
        ['Weeks', '4'],
        ['Months', '3'],
        ['On-demand', '1'],
      ] as const)
        await expect(drawer.getByRole('spinbutton', { name: label, exact: true })).toHaveValue(value);
      await drawer.getByRole('textbox', { name: 'Time', exact: true }).fill('02:30');
      await choose(drawer, 'Day of the week', 'Saturday');
      await choose(drawer, 'Day of the month', '31st');
      await choose(drawer, 'Time zone', 'UTC', { typed: 'utc' });
      await expect(drawer).toContainText('In a shorter month on its last day.');
      await expectAccessible(page, 'the plan', ['light']);
      const plan = { kind: 'plan', minuteOfDay: 150, weekday: 6, monthDay: 31, timeZone: 'UTC' } as const;
      const list = drawer.getByRole('list', { name: 'Next backups' }).getByRole('listitem');
      await expect(list).toHaveCount(4);
      const next = nextDueSlots(plan, new Date(), 4);
      for (const [index, { at, tiers }] of next.entries()) {
        const shown = list.nth(index);
        await expect(shown.getByRole('time')).toHaveAttribute('datetime', at.toISOString());
        await expect(shown).toContainText(new RegExp(`\\d${tiers.join(', ')}$`));
      }
      await drawer.getByRole('button', { name: 'Apply', exact: true }).click();
      await expect(page.getByRole('status')).toContainText('Schedule applied');
      const policy = await catalogue.row('SELECT * FROM "Policy" WHERE "dataStoreId" = $1', [id]);
      expect(policy).toMatchObject({
        kind: 'plan',
        enabled: true,
        minuteOfDay: 150,
        keepDays: DEFAULT_COUNTS.days,
        keepWeeks: DEFAULT_COUNTS.weeks,
        keepMonths: DEFAULT_COUNTS.months,
        keepOnDemand: DEFAULT_COUNTS.onDemand,
        nextAt: next[0]!.at,
      });
    });

    await test.step('stands on the page of the store, and in its settings', async () => {
      await page.goto(`/data-stores/${id}/settings`);
      for (const words of ['7 days', '4 weeks, on Saturday', '3 months, on the 31st or last day'])
        await expect(page.getByText(words, { exact: true })).toBeVisible();
      await page.goto(`/data-stores/${id}/backups`);
      for (const words of ['4 weeks, on Saturday', 'the most recent one'])
        await expect(page.getByText(words, { exact: true })).toBeVisible();
    });

    await test.step('takes a slot by itself, which wears its tiers', async () => {
      // Nobody waits for the last Saturday of a month that is its last day: the policy is told to wait for one that is past.
      const slot = new Date('2026-10-31T02:30:00Z');
      await catalogue.rows('UPDATE "Policy" SET "nextAt" = $2 WHERE "dataStoreId" = $1', [id, slot]);
      const bySlot = `trigger = 'schedule' AND status = 'available'`;
      await expect.poll(async () => (await taken(bySlot)).length).toBe(1);
      const [newest] = await taken(bySlot);
      const [{ missed }] = (await catalogue.rows<{ missed: number }>(
        `SELECT count(*)::int AS missed FROM "Slot" WHERE "dataStoreId" = $1 AND outcome = 'missed'`,
        [id],
      )) as [{ missed: number }];
      expect(missed).toBeGreaterThan(0);
      // what is caught up is the newest slot, with the tiers of that one
      expect(newest!.tiers[0]).toBe('daily');
      const kind = newest!.tiers.join(', ').replace('d', 'D');
      await expect(items(kind)).toHaveCount(1);
      const kept = newest!.expiresAt.getTime() - newest!.createdAt.getTime();
      expect(kept).toBeGreaterThanOrEqual(7 * 86_400_000);
    });

    await test.step('replaces an on-demand backup once the next one is available', async () => {
      const backUpNow = page.getByRole('button', { name: 'Back up now', exact: true });
      const onDemand = `'on-demand' = ANY(tiers)`;
      const available = async () =>
        (await taken(`${onDemand} AND status = 'available'`)).map((row) => row.id);
      await backUpNow.click();
      await expect(page.getByRole('status')).toContainText('Backup started');
      await expect.poll(async () => (await available()).length).toBe(1);
      const [first] = await available();
      await expect(items('On-demand')).toHaveCount(1);
      await items('On-demand').click();
      await expect(backups).toContainText('Goes when the next one is available');
      await items('Daily.*').click();
      await expect(backups.getByRole('button', { name: 'Restore', exact: true })).toHaveCount(2);
      await expectAccessible(page, 'two opened backups');
      await expect(async () => {
        // presses that follow one another within two seconds are one
        if ((await taken(onDemand)).length === 1) await backUpNow.click();
        expect(await taken(onDemand)).toHaveLength(2);
      }).toPass();
      await expect
        .poll(async () => (await taken(onDemand)).map(({ status }) => status))
        .toEqual(['deleted', 'available']);
      expect((await available())[0]).not.toBe(first);
      await expect(items('On-demand')).toHaveCount(1);
    });

    await test.step('the list shows one tier when asked', async () => {
      await choose(page.getByRole('main'), 'Tier', 'On-demand');
      await expect(backups.getByRole('listitem')).toHaveCount(1);
      await choose(page.getByRole('main'), 'Tier', 'Monthly');
      await expect(page.getByText('None of this tier')).toBeVisible();
      await choose(page.getByRole('main'), 'Tier', 'All tiers');
      await expect(backups.getByRole('listitem')).toHaveCount(2);
    });

    await test.step('the account says when each goes', async () => {
      await page.goto(`/account/backups?dataStore=${id}`);
      const table = page.getByRole('table', { name: 'Backups' });
      await expect(table.getByRole('row').filter({ hasText: 'Manual' })).toContainText(
        'When the next one is available',
      );
      await expect(table.getByRole('row').filter({ hasText: 'Scheduled' })).toContainText('Daily');
    });
  });
});
