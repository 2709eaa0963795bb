import { redisCli, startRedis } from '../servers/redis.ts';
import { expect } from '../setup/test.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';
import { expectSameContents, storeContents } from './reach/store-contents.ts';

test('a restore that a store breaks off offers both ways out, and each of them works', async ({
  page,
  behind,
}) => {
  const server = await startRedis();
  const name = uniqueName('incomplete');
  for (const key of ['any:1', 'any:2', 'zone:1']) redisCli(server, ['SET', key, 'of the backup']);
  const store = await seedStore(behind, name, server.port);
  const backup = await seedBackup(behind, store.id, uniqueName('wanted'));
  const wanted = await storeContents(server);
  const rows = page.getByRole('table', { name: 'Activity' }).getByRole('row');
  const newest = rows.nth(1);
  const restores = () =>
    behind.catalogue.rows(
      'SELECT status, "targetState" FROM "Restore" WHERE "dataStoreId" = $1 ORDER BY "createdAt"',
      [store.id],
    );
  const safeties = () =>
    behind.catalogue.rows(`SELECT status FROM "Backup" WHERE "dataStoreId" = $1 AND trigger = 'safety'`, [
      store.id,
    ]);

  const breakOff = async () => {
    redisCli(server, ['SET', 'any:1', 'changed']);
    redisCli(server, ['SET', 'any:3', 'new']);
    redisCli(server, ['DEL', 'zone:1']);
    const changed = await storeContents(server);
    // The server itself will refuse one of the keys, which nobody can know before it is written.
    redisCli(server, ['ACL', 'SETUSER', 'default', 'resetkeys', '~[^z]*']);
    const drawer = await openFromMenu(page, name, 'Restore');
    await choose(drawer, 'Backup', `${backup.description}, ${backup.createdAt.toISOString()}`);
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Restore started');
    await page.goto(`/activity?dataStore=${store.id}&kind=restore`);
    await expect(newest).toContainText('Failed');
    await expect(newest).toContainText('zone:1');
    await expect(newest).toContainText('NOPERM');
    expect((await restores()).at(-1)).toEqual({ status: 'failed', targetState: 'incomplete' });
    await expect(newest.getByRole('button', { name: 'Restore again', exact: true })).toBeVisible();
    await expect(
      newest.getByRole('button', { name: 'Restore the safety backup', exact: true }),
    ).toBeVisible();
    redisCli(server, ['ACL', 'SETUSER', 'default', '~*']);
    return changed;
  };

  await test.step('Restore again', async () => {
    await breakOff();
    await newest.getByRole('button', { name: 'Restore again', exact: true }).click();
    await expect(newest).toContainText('Completed');
    expect((await restores()).at(-1)).toEqual({ status: 'completed', targetState: 'replaced' });
    expectSameContents(await storeContents(server), wanted);
    // one of what was there before, one of what the repeat replaced
    expect(await safeties()).toEqual([{ status: 'available' }, { status: 'available' }]);
    // what remains is the way back from the one that ran through
    await expect(page.getByRole('button', { name: /^Restore / })).toHaveText(['Restore the safety backup']);
    await expect(
      newest.getByRole('button', { name: 'Restore the safety backup', exact: true }),
    ).toBeVisible();
  });

  await test.step('Restore the safety backup', async () => {
    const changed = await breakOff();
    await newest.getByRole('button', { name: 'Restore the safety backup', exact: true }).click();
    await expect(newest).toContainText('Completed');
    expect((await restores()).at(-1)).toEqual({ status: 'completed', targetState: 'rolled back' });
    expectSameContents(await storeContents(server), changed);
    expect(await safeties()).toHaveLength(4);
  });
  await server.stop();
});
