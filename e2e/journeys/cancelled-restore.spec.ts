import { startTcpProxy } from '../faults/tcp-proxy.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import { expect } from '../setup/test.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu, storeRow } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

test('a restore says at which step it is; cancelled too late, the store is marked until a repeat is through', async ({
  page,
  behind,
}) => {
  const server = await startRedis();
  const proxy = await startTcpProxy(server.port);
  const name = uniqueName('cancelled');
  redisCli(server, ['EVAL', "for i=1,20000 do redis.call('SET','k'..i,redis.sha1hex(i)) end", '0']);
  const store = await seedStore(behind, name, proxy.port);
  const backup = await seedBackup(behind, store.id, uniqueName('wanted'));
  redisCli(server, ['SET', 'before', 'the first attempt']);
  const safeties = () =>
    behind.catalogue.rows(
      `SELECT id FROM "Backup" WHERE "dataStoreId" = $1 AND trigger = 'safety' AND status = 'available'`,
      [store.id],
    );

  await test.step('the step stands wherever a percentage does', async () => {
    proxy.inject({ kind: 'throttle', bytesPerSecond: 150_000 });
    const drawer = await openFromMenu(page, name, 'Restore');
    await choose(drawer, 'Backup', `${backup.description}, ${backup.createdAt.toISOString()}`);
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    const row = storeRow(page, name);
    await expect(row.getByText('Restoring', { exact: true })).toBeVisible();
    await expect(row).toContainText(/Step 2 of 3: safety backup, \d+ %/);
    await page.goto(`/data-stores/${store.id}/backups`);
    const running = page.getByRole('region', { name: `Restore of ${name}, under way` });
    await expect(running).toContainText('Step 2 of 3: safety backup');
    await expect(running.getByRole('progressbar', { name: `Restore of ${name}` })).toBeVisible();
    // its commands go unhindered, its answers trickle: so it stays in the middle
    await expect.poll(safeties).toHaveLength(1);
    proxy.inject({ kind: 'throttle', bytesPerSecond: 4_000 });
    await expect(running).toContainText('Step 3 of 3: loading');
    await running.getByRole('link', { name: 'Show in Activity' }).click();
    const activity = page.getByRole('table', { name: 'Activity' }).getByRole('row').nth(1);
    await expect(activity).toContainText('Step 3 of 3: loading');
    await page.goto(`/data-stores/${store.id}`);
    await expect(running).toContainText(/Step 3 of 3: loading, \d+ %/);
    await running.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(running).toBeHidden();
    proxy.inject({ kind: 'none' });
  });

  await test.step('what it left is said on every page', async () => {
    const holds = 'holds only the part of the backup that was loaded by then';
    await expect(
      page.getByText(`A restore ended incomplete: the store was cleared, and ${holds}.`),
    ).toBeVisible();
    await page.goto(`/activity?dataStore=${store.id}&kind=restore`);
    const activity = page.getByRole('table', { name: 'Activity' }).getByRole('row').nth(1);
    await expect(activity.getByText('Cancelled', { exact: true })).toBeVisible();
    await expect(activity).toContainText(`The store is incomplete: it was cleared, and ${holds}.`);
    await page.goto('/data-stores');
    const row = storeRow(page, name);
    await expect(row.getByText('Active', { exact: true })).toBeVisible();
    await row.getByRole('link', { name: 'A restore ended incomplete' }).click();
    await expect(page).toHaveURL(`${behind.url}/data-stores/${store.id}`);
  });

  await test.step('a repeat keeps what was written since, and the way back is the first attempt’s', async () => {
    redisCli(server, ['SET', 'since', 'written after the first attempt']);
    await expect(page.getByText('another safety backup keeps what is there now')).toBeVisible();
    await page.getByRole('button', { name: 'Restore again', exact: true }).click();
    await expect(page.getByText('holds what was there before the first attempt')).toBeVisible();
    expect(redisCli(server, ['EXISTS', 'since'])).toBe('0');
    expect(await safeties()).toHaveLength(2);
    await page.goto('/data-stores');
    await expect(storeRow(page, name).getByText('Active', { exact: true })).toBeVisible();
    await expect(storeRow(page, name).getByRole('link', { name: 'A restore ended incomplete' })).toBeHidden();
    await page.goto(`/data-stores/${store.id}`);
    await page.getByRole('button', { name: 'Restore the safety backup', exact: true }).click();
    await expect.poll(() => redisCli(server, ['GET', 'before'])).toBe('the first attempt');
  });
  await proxy.stop();
  await server.stop();
});
